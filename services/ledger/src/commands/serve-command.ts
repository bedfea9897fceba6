import type { Command } from '../../../kit/src/commands/command.js';
import { readConfiguration } from '../../../kit/src/configuration/read-configuration.js';
import { createHealthChecks } from '../../../kit/src/http/health.js';
import { listen } from '../../../kit/src/http/listen.js';
import { runProgram } from '../../../kit/src/lifecycle/run-program.js';
import { createLogger } from '../../../kit/src/logging/logger.js';
import { startTelemetry } from '../../../kit/src/telemetry/start-telemetry.js';
import { composeLedger } from '../composition.js';
import { ledgerSettings } from '../settings.js';
import { contractOf } from './program-contract.js';
import type { ProgramHost } from './program-host.js';
import { openParts } from './open-parts.js';
import { settingsOf } from './settings-of.js';

/** Of the platform's patience; the rest is for proxies to notice and for the process to end. */
const STOPPING_SHARE = 0.75;

/** Runs the ledger until a signal. */
export const serveCommand = ({ env, readText }: ProgramHost): Command => ({
  usage: '',
  summary: 'answers requests until a signal',
  run: async () => {
    const environment = readConfiguration(ledgerSettings, env);
    const contract = contractOf(environment, readText);
    const logger = createLogger({ service: 'ledger', level: environment.LOG_LEVEL });
    const health = createHealthChecks();
    await runProgram({
      logger,
      health,
      stopWithinMs: contract.terminationGraceMs * STOPPING_SHARE,
      start: async (roles) => {
        roles.add(
          await startTelemetry({
            service: environment.OTEL_SERVICE_NAME ?? 'ledger',
            metricsPort: environment.METRICS_PORT,
            host: environment.HOST,
            resourceAttributes: environment.OTEL_RESOURCE_ATTRIBUTES,
            otlpEndpoint: environment.OTEL_EXPORTER_OTLP_ENDPOINT,
            traceRatio: environment.OTEL_TRACES_SAMPLER_ARG,
          }),
        );
        const parts = await openParts({ environment, contract, logger, health, roles });
        const ledger = composeLedger(settingsOf(environment, contract), parts);
        roles.add({ name: 'ledger', stop: ledger.stop });
        await ledger.start();
        const { port } = roles.add(await listen(ledger.server, environment.PORT, environment.HOST));
        logger.info({ port }, 'listening');
      },
    });
    return undefined;
  },
});
