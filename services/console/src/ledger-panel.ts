import { randomBytes } from 'node:crypto';
import { systemClock } from '../../kit/src/clock/clock.js';
import { openEmbedded } from '../../kit/src/database/embedded-database.js';
import { openFlags } from '../../kit/src/flags/open-flags.js';
import { createHealthChecks } from '../../kit/src/http/health.js';
import { listen } from '../../kit/src/http/listen.js';
import { soleLease } from '../../kit/src/leases/home-lease.js';
import type { Logger } from '../../kit/src/logging/logger.js';
import type { MemoryBus } from '../../kit/src/messaging/memory-bus.js';
import { migrate } from '../../kit/src/migrations/migrate.js';
import { createTokenVerifier } from '../../kit/src/security/token-verifier.js';
import type { TokenIssuer } from '../../kit/testing/token-issuer.js';
import { auditEverything } from '../../ledger/src/auditor/audit-journal.js';
import { INVARIANTS } from '../../ledger/src/auditor/invariants.js';
import { MIGRATIONS } from '../../ledger/src/commands/migrations-folder.js';
import { composeLedger } from '../../ledger/src/composition.js';
import type { Database } from '../../kit/src/database/database.js';
import type { ConsolePanel } from './console-panel.js';

/** What the services of one process share. */
export interface SharedParts {
  readonly bus: MemoryBus;
  readonly issuer: TokenIssuer;
  readonly logger: Logger;
}

const HOME = 'here';
const SCOPES = [
  'ledger:accounts:read',
  'ledger:accounts:write',
  'ledger:transfers:read',
  'ledger:transfers:write',
  'ledger:movements:write',
  'ledger:operate',
  'ledger:any-holder',
];
/** In the order in which they were opened: the API lists accounts by holder, and the console shows everybody's. */
const ACCOUNTS = 'SELECT account_id AS id FROM ledger.accounts ORDER BY book_id, sequence LIMIT 200';
const AUDIT_EVERY_MS = 2_000;

/** Starts the ledger inside this process and says how the console speaks with it. */
export async function startLedgerPanel({ bus, issuer, logger }: SharedParts): Promise<ConsolePanel> {
  const clock = systemClock;
  const database = await openEmbedded();
  await migrate(database, MIGRATIONS, { direction: 'up' });
  const health = createHealthChecks();
  const ledger = composeLedger(
    {
      ...{ location: HOME, peerLocations: [], journalLanes: 2, idempotencyRetentionHours: 168 },
      ...{ requestTimeoutMs: 5_000, maxInFlight: 200 },
      ...{ cursorKey: randomBytes(32), subjectKeysKek: randomBytes(32), replicationUrl: undefined },
      screening: { thresholdMinorUnits: 100_000n, decisionMs: 60_000 },
    },
    {
      ...{ database, bus, clock, logger, health, lease: soleLease(HOME), rails: new Map() },
      verifier: createTokenVerifier({ issuer: issuer.issuer, audience: issuer.audience, jwks: issuer.keys(), clock }),
      flags: await openFlags({ service: 'ledger', file: undefined, logger }),
    },
  );
  await ledger.start();
  const http = await listen(ledger.server, 0, '127.0.0.1');
  health.started();
  const origin = `http://127.0.0.1:${http.port}`;
  const audit = rememberFor(AUDIT_EVERY_MS, () => auditEverything(database));
  return {
    name: 'ledger',
    title: 'Ledger',
    origin,
    links: [{ title: 'OpenAPI', href: '/api/ledger/openapi.json' }],
    token: () => issuer.issue({ subject: 'console', clientId: 'console', scopes: SCOPES }),
    state: async () => ({
      accounts: (await database.query<{ id: string }>(ACCOUNTS)).map(({ id }) => id),
      books: await bookStates(database),
      invariants: INVARIANTS.length + 1,
      violations: await audit(),
    }),
    stop: async () => {
      await http.stop();
      await ledger.stop();
      await database.close();
    },
  };
}

interface BookState {
  readonly name: string;
  readonly sequence: number;
  readonly projected: number;
  readonly sealed: number;
  readonly blocks: number;
}

/** How far the journal, its read model and its hash chain are, book by book. */
const bookStates = (database: Database): Promise<readonly BookState[]> =>
  database.query<BookState>(
    `SELECT book.name, book.sequence::float8 AS sequence, coalesce(position.sequence, 0)::float8 AS projected,
       coalesce(chain.sealed, 0)::float8 AS sealed, coalesce(chain.blocks, 0)::float8 AS blocks
     FROM ledger.books AS book LEFT JOIN ledger_read.positions AS position USING (book_id)
     LEFT JOIN (SELECT book_id, max(last_sequence) AS sealed, count(*) AS blocks FROM ledger.blocks GROUP BY book_id) AS chain
       USING (book_id) ORDER BY book_id`,
  );

/** The answer of a moment ago, unless it is too old. */
function rememberFor<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let known: { readonly answer: Promise<T>; readonly untilMs: number } | undefined;
  return () => {
    if (known === undefined || known.untilMs < performance.now())
      known = { answer: ask(), untilMs: performance.now() + ms };
    return known.answer;
  };
}
