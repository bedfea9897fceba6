import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { freePort } from '../../kit/testing/free-port.js';
import { startPostgres, type TestPostgres } from '../../kit/testing/postgres.js';
import { createTokenIssuer, serveTokenIssuer, type TokenIssuer } from '../../kit/testing/token-issuer.js';
import { type LedgerProgram, type ProgramRun, randomKey, runLedgerProgram } from './ledger-program.js';
import type { RunningLedger } from './running-ledger.js';

/** The program on a PostgreSQL server, as it runs in a pod. */
export interface LedgerOnPostgres extends RunningLedger {
  readonly program: LedgerProgram;
  readonly postgres: TestPostgres;
  readonly issuer: TokenIssuer;
  readonly metricsPort: number;
  /** All that the program was given. */
  readonly env: Readonly<Record<string, string>>;
}

export interface LedgerOnPostgresOptions extends Omit<ProgramRun, 'env' | 'args'> {
  /** Variables besides those that name servers, keys and ports. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts PostgreSQL and a token issuer, migrates, serves. */
export async function startLedgerOnPostgres({
  env: given,
  ...run
}: LedgerOnPostgresOptions = {}): Promise<LedgerOnPostgres> {
  const postgres = await startPostgres();
  const issuer = await createTokenIssuer({ issuer: 'https://issuer.test' });
  const keys = await serveTokenIssuer(issuer);
  const url = await postgres.createDatabase('ledger');
  const [port, metricsPort] = [await freePort(), await freePort()];
  const env = {
    HOST: '127.0.0.1',
    FINFLOW_LOCATION: 'here',
    ...given,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    DATABASE_URL: url,
    TOKEN_ISSUER: issuer.issuer,
    TOKEN_KEYS_URL: keys.jwks.href,
    CURSOR_KEY: randomKey(),
    SUBJECT_KEYS_KEK: randomKey(),
  };
  const migration = runLedgerProgram({ args: ['migrate', 'up'], env });
  const migrated = await migration.exit;
  const program = runLedgerProgram({ ...run, env });
  try {
    if (migrated !== 0) throw new Error(`migrate: ${migrated}\n${migration.lines.join('\n')}`);
    await program.line('"started"');
  } catch (error) {
    program.kill('SIGKILL');
    await Promise.all([keys.stop(), postgres.stop()]);
    throw error;
  }
  const database = connectPostgres({ url, maxConnections: 2, applicationName: 'test', statementTimeoutMs: 10_000 });
  return {
    ...{ program, postgres, issuer, env, port, metricsPort, database },
    tokenFor: (subject, ...scopes) => issuer.issue({ subject, scopes }),
    stop: async () => {
      program.kill('SIGTERM');
      await program.exit;
      await database.close();
      await keys.stop();
      await postgres.stop();
    },
  };
}
