import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import type { DomainEvent } from '../../../kit/src/events/event.js';
import { soleLease } from '../../../kit/src/leases/home-lease.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { createMemoryBus } from '../../../kit/src/messaging/memory-bus.js';
import { startRelay } from '../../../kit/src/outbox/start-relay.js';
import { startAuditor } from '../../src/auditor/start-auditor.js';
import { createBook, listBooks, raiseHomeEpoch } from '../../src/books/books.js';
import { sealAll, startSealer } from '../../src/chain/start-sealer.js';
import { followDecision } from '../../src/decisions/start-decision-consumer.js';
import { forgetOldAnswers } from '../../src/idempotency/start-retention.js';
import type { Command, Journal } from '../../src/journal/commands.js';
import { expireDueHolds } from '../../src/journal/start-hold-expiry.js';
import { startJournal } from '../../src/journal/start-journal.js';
import { startMovementMetrics } from '../../src/movements/movement-metrics.js';
import { createReadModel } from '../../src/read-model/read-model.js';
import { rebuildReadModel } from '../../src/read-model/rebuild-read-model.js';
import { startProjection } from '../../src/read-model/start-projection.js';
import { createJournalHistory } from '../../src/records/journal-history.js';
import { createSqlRecords } from '../../src/records/sql-records.js';
import { createSubjectDirectory } from '../../src/subjects/subject-directory.js';
import { committing, endOf, holding, opening, payment, releasing, reversing } from '../journal-commands.js';
import { moveBetweenHomes } from './movement-traffic.js';

const HOME = 'east';
const [BOOK, OTHER_BOOK] = [1, 2];
const WEEK_MS = 7 * 24 * 3_600_000;
const logger = silentLogger();

/** Does everything that a ledger does on a cluster, at least once, on a migrated database. */
export async function runTraffic(database: Database): Promise<void> {
  for (const bookId of [BOOK, OTHER_BOOK]) await createBook(database, { bookId, name: `book-${bookId}`, home: HOME });
  const lease = soleLease(HOME);
  const journal = startJournal({ database, lease, clock: systemClock, logger, source: '/ledger/east' });
  const { account, transfer, hold } = await keepBooks(journal);
  await expireDueHolds({
    database,
    journal,
    lease,
    clock: { ...systemClock, now: () => new Date(Date.now() + WEEK_MS) },
  });
  await followDecision({ database, journal, clock: systemClock }, decisionAbout(hold));
  await workBehind(database);
  await readEverything(database, account, transfer);
  await moveBetweenHomes(database, HOME);
  await rebuildReadModel(database, { withSlot: false });
  await forgetOldAnswers({ database, clock: systemClock, home: HOME, retentionHours: 168 });
  await raiseHomeEpoch(database, HOME, 2n);
  await listBooks(database);
  await journal.close();
}

async function keepBooks(journal: Journal) {
  const done = async <T extends Command>(command: T): Promise<T> => {
    const end = await endOf(journal.submit(command));
    if (end !== 'accepted') throw new Error(`${command.type}: ${end}`);
    return command;
  };
  const [bank, customer] = [opening(BOOK, null), opening(BOOK, 0n, { holderRef: randomUUID() })];
  const elsewhere = [opening(OTHER_BOOK, null), opening(OTHER_BOOK, 0n)] as const;
  // Books of one lane share a batch.
  await Promise.all([bank, customer, ...elsewhere].map(done));
  const first = await done(payment(bank.accountId, customer.accountId, 1_000n));
  await done(payment(elsewhere[0].accountId, elsewhere[1].accountId, 5n));
  const until = new Date(Date.now() + WEEK_MS / 7);
  const hold = (): Promise<{ transferId: string }> => done(holding(customer.accountId, bank.accountId, 10n, until));
  await done(committing((await hold()).transferId, 5n));
  await done(releasing((await hold()).transferId, 'void-hold'));
  const pending = await hold();
  await done(reversing((await done(payment(bank.accountId, customer.accountId, 1n))).transferId));
  const { claim, requestedBy } = payment(bank.accountId, customer.accountId, 1n);
  await done({
    type: 'change-account',
    bookId: BOOK,
    accountId: customer.accountId,
    transferLimit: 500n,
    claim,
    requestedBy,
  });
  return { account: customer, transfer: first.transferId, hold: pending.transferId };
}

const decisionAbout = (transferId: string): DomainEvent => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/fraud/east',
  type: 'fraud.decision',
  subject: transferId,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  dataschema: 'fraud.decision/v1',
  partitionkey: String(BOOK),
  data: { transferId, decision: 'approve', score: 0.1, reasons: [] },
});

/** Roles that run until they have had time for a round. */
async function workBehind(database: Database): Promise<void> {
  const bus = createMemoryBus(logger);
  const roles: readonly Role[] = [
    startRelay({ database, bus, schema: 'ledger', logger }),
    startProjection({ database, clock: systemClock, logger, holder: 'projector', replicationUrl: undefined }),
    startSealer({ database, logger }),
    startMovementMetrics(database, logger),
  ];
  const readModel = createReadModel(database);
  for (const { bookId, sequence } of await listBooks(database)) await readModel.waitFor({ bookId, sequence }, 10_000);
  await sealAll(database);
  const auditor = startAuditor({ database, clock: systemClock, logger, holder: 'test' });
  const audited = `SELECT book_id FROM ledger.audit_positions`;
  while ((await database.query(audited)).length < 2) await delay(20);
  await Promise.all([...roles, auditor].map((role) => role.stop()));
  await bus.close();
}

async function readEverything(
  database: Database,
  { accountId, holderRef }: { readonly accountId: string; readonly holderRef: string | null },
  transferId: string,
): Promise<void> {
  const records = createSqlRecords(database);
  await records.account(accountId);
  await records.transfer(transferId);
  await records.accountsOf(holderRef ?? '', undefined, 10);
  const [from, to] = [new Date(0), new Date()];
  const journalHistory = createJournalHistory(database);
  await journalHistory.nextTransferAfter(BOOK, 0n);
  for (const history of [createReadModel(database), journalHistory]) {
    await history.balance(accountId);
    await history.balanceAt(accountId, to);
    await history.entries(accountId, 0n, 10);
    await history.statement(accountId, from, to);
  }
  const subjects = createSubjectDirectory({ database, clock: systemClock, keyEncryptionKey: randomBytes(32) });
  const pseudonym = await subjects.pseudonymOf('somebody');
  await subjects.open(await subjects.seal(pseudonym, 'a name'));
  await subjects.erase('somebody');
}
