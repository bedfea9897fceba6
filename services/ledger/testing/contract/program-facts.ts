import { HEALTH_PATHS } from '../../../kit/src/http/health-routes.js';
import { contractOf } from '../../src/commands/program-contract.js';
import { openapiDocument } from '../../src/commands/openapi-document.js';
import { settingsOf } from '../../src/commands/settings-of.js';
import { LEDGER_FLAGS } from '../../src/composition.js';
import { LEDGER_TOPICS } from '../../src/events/ledger-events.js';
import { HOME_CREDIT_TOPICS } from '../../src/movements/home-credit-events.js';
import { ledgerSettings } from '../../src/settings.js';
import { startEmbeddedLedger } from '../embedded-ledger.js';
import type { LedgerOnPostgres } from '../ledger-on-postgres.js';
import type { OperationFact, ProgramFacts } from './ledger-facts.js';
import { observedBus } from './observed-bus.js';

/** What the program reads only to speak of itself, to run on a laptop, or has a good default for. */
type Observed = Omit<ProgramFacts, 'stoppedAfterMs' | 'exitCode'>;

/**
 * What a running program does, observed from outside where that is possible.
 *
 * @param contract text of the contract file that it was given
 */
export async function programFacts(ledger: LedgerOnPostgres, contract: string): Promise<Observed> {
  const environment = ledgerSettings.parse(ledger.env);
  const read = contractOf({ ...environment, CONTRACT_FILE: 'contract.json' }, () => contract);
  const defaults = ledgerSettings.shape;
  return {
    ports: { http: defaults.PORT.parse(undefined), metrics: defaults.METRICS_PORT.parse(undefined) },
    healthPaths: await answering(ledger, Object.values(HEALTH_PATHS)),
    produces: [...Object.values(LEDGER_TOPICS), ...Object.values(HOME_CREDIT_TOPICS)],
    consumes: await subscriptions(),
    flags: LEDGER_FLAGS,
    capturedTables: await publishedTables(ledger),
    requestTimeoutMs: settingsOf(environment, read).requestTimeoutMs,
    maxConnections: read.maxConnections,
    variables: Object.keys(defaults),
    requiredVariables: requiredVariables(),
    columns: await columns(ledger),
    operations: await operations(),
    metrics: await metricNames(ledger),
  };
}

async function answering({ port }: LedgerOnPostgres, paths: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(
    paths.map(async (path) => ({ path, response: await fetch(`http://127.0.0.1:${port}${path}`) })),
  );
  return answers.filter(({ response }) => response.status === 200).map(({ path }) => path);
}

async function subscriptions() {
  const { bus, subscriptions: found } = observedBus();
  const ledger = await startEmbeddedLedger({ bus });
  await ledger.stop();
  return found;
}

async function publishedTables({ database }: LedgerOnPostgres): Promise<string[]> {
  const rows = await database.query<{ tablename: string }>(
    `SELECT DISTINCT tablename::text FROM pg_publication_tables WHERE schemaname = 'ledger' ORDER BY 1`,
  );
  return rows.map(({ tablename }) => tablename);
}

/** A pod always has a database and a bus; the rest says by itself what it cannot do without. */
function requiredVariables(): string[] {
  const result = ledgerSettings.safeParse({});
  const missing = result.success ? [] : result.error.issues.map(({ path }) => String(path[0]));
  return [...missing, 'DATABASE_URL', 'KAFKA_BOOTSTRAP_SERVERS', 'CONTRACT_FILE', 'WITNESS_ENDPOINTS', 'PAYMENT_RAILS'];
}

async function columns({ database }: LedgerOnPostgres): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'ledger'`,
  );
  return rows.map(({ name }) => name);
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly security: readonly { readonly accessToken?: readonly string[] }[] }>>
    >
  >;
}

/** Scopes that no customer's token has. */
const TRUSTED_SCOPES = ['ledger:any-holder', 'ledger:operate'];

async function operations(): Promise<OperationFact[]> {
  const { paths } = JSON.parse(await openapiDocument()) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      method: method.toUpperCase(),
      path,
      trustedOnly: security.some(({ accessToken = [] }) => accessToken.some((scope) => TRUSTED_SCOPES.includes(scope))),
    })),
  );
}

async function metricNames({ metricsPort }: LedgerOnPostgres): Promise<string[]> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return [...new Set([...text.matchAll(/^([a-zA-Z_:][a-zA-Z0-9_:]*)[{ ]/gm)].map(([, name]) => name ?? ''))];
}
