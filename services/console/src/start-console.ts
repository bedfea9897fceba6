import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../kit/src/logging/logger.js';
import { createMemoryBus } from '../../kit/src/messaging/memory-bus.js';
import { createTokenIssuer } from '../../kit/testing/token-issuer.js';
import { createConsoleServer } from './console-server.js';
import { startLedgerPanel } from './ledger-panel.js';
import { seedLedger } from './seed-ledger.js';

/** A running console. */
export interface RunningConsole {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts every bundled service in this process, embedded, and the page in front of them. Everything lives in memory. Tokens come from an
 * issuer of tests: on loopback, with keys of this run, they open nothing else.
 *
 * @param port 0 for a free one
 */
export async function startConsole(port: number, logger: Logger): Promise<RunningConsole> {
  const bus = createMemoryBus(logger);
  const issuer = await createTokenIssuer({ issuer: 'https://console.local' });
  // Another service joins here.
  const ledger = await startLedgerPanel({ bus, issuer, logger });
  const panels = [ledger];
  await seedLedger(ledger);

  const server = createConsoleServer({ panels, bus, web: webFolder() });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      for (const panel of panels) await panel.stop();
      await bus.close();
    },
  };
}

/** The page is not compiled: it lies beside the sources, wherever this file was compiled to. */
function webFolder(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const candidates = [join(here, '../web'), join(here, '../../../../services/console/web')];
  const found = candidates.find((folder) => existsSync(join(folder, 'index.html')));
  if (found === undefined) throw new Error(`the console's page is in none of ${candidates.join(', ')}`);
  return found;
}
