import { freePort } from '../../kit/testing/free-port.js';
import { createTokenIssuer, serveTokenIssuer } from '../../kit/testing/token-issuer.js';
import { type LedgerProgram, randomKey, runLedgerProgram } from '../testing/ledger-program.js';

/** What all programs of one ledger share: keys, and who may call them. */
export interface LedgerSecrets {
  readonly env: Readonly<Record<string, string>>;
  /** Of a caller that may do everything. */
  readonly token: string;
  readonly stop: () => Promise<void>;
}

const SCOPES = ['operate', 'accounts:write', 'transfers:write', 'movements:write', 'any-holder'].map(
  (scope) => `ledger:${scope}`,
);

export async function ledgerSecrets(): Promise<LedgerSecrets> {
  const issuer = await createTokenIssuer();
  const keys = await serveTokenIssuer(issuer);
  return {
    env: {
      HOST: '127.0.0.1',
      TOKEN_ISSUER: issuer.issuer,
      TOKEN_KEYS_URL: keys.jwks.href,
      CURSOR_KEY: randomKey(),
      SUBJECT_KEYS_KEK: randomKey(),
      LOG_LEVEL: 'info',
    },
    token: await issuer.issue({ subject: 'honest-client', scopes: SCOPES, lifetimeSeconds: 7_200 }),
    stop: keys.stop,
  };
}

/** A ledger program at an address that stays the same when it is started again. */
export interface LedgerSite {
  readonly address: string;
  readonly env: Readonly<Record<string, string>>;
  /** Resolves when it answers requests. */
  readonly start: () => Promise<void>;
  readonly kill9: () => Promise<void>;
  /** Runs another command of the program; resolves to its exit code. */
  readonly command: (...args: readonly string[]) => Promise<number | string>;
}

/** Nothing runs before `start`. */
export async function ledgerSite(env: Readonly<Record<string, string>>): Promise<LedgerSite> {
  const port = String(await freePort());
  const all = { ...env, PORT: port, METRICS_PORT: String(await freePort()) };
  let program: LedgerProgram | undefined;
  return {
    address: `http://127.0.0.1:${port}`,
    env: all,
    start: async () => {
      program = runLedgerProgram({ env: all });
      await program.line('"started"');
    },
    kill9: async () => {
      program?.kill('SIGKILL');
      await program?.exit;
    },
    command: (...args) => runLedgerProgram({ args, env: all }).exit,
  };
}
