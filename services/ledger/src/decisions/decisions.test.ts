import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import type { DomainEvent } from '../../../kit/src/events/event.js';
import { soleLease } from '../../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { createMemoryBus } from '../../../kit/src/messaging/memory-bus.js';
import { claimOf, movementDatabase } from '../../testing/movements/movement-world.js';
import { createBook } from '../books/books.js';
import type { Command, HoldFunds, Journal, PostTransfer } from '../journal/commands.js';
import { newId } from '../journal/identifiers.js';
import { startJournal } from '../journal/start-journal.js';
import { needsScreening, screenedHold } from './screened-hold.js';
import { DECISIONS_TOPIC, followDecision, startDecisionConsumer } from './start-decision-consumer.js';

const BOOK = 5;
const SCREENING = { thresholdMinorUnits: 500n, decisionMs: 60_000 };
const ajv = new Ajv2020({ strict: true });
formats.default(ajv);
/** Fraud's own schema of a decision. */
const asWrittenDown = ajv.compile(
  JSON.parse(readFileSync(new URL('../../../fraud/schemas/fraud.decision.v1.json', import.meta.url), 'utf8')) as object,
);
const bus = createMemoryBus(silentLogger());
let database: Database;
let journal: Journal;
let accounts: readonly [string, string];

const id = (): string => newId(BOOK, systemClock);
const submit = async (command: Command): Promise<void> => {
  expect((await journal.submit(command)).accepted).toBe(true);
};

async function account(overdraftLimit: bigint | null): Promise<string> {
  const accountId = id();
  await submit({
    ...{ type: 'open-account', bookId: BOOK, accountId, currency: 'USD', accountKind: 'internal', holderRef: null },
    ...{ overdraftLimit, transferLimit: null, balanceLimit: null, metadata: {}, requestedBy: 'test' },
    claim: claimOf(accountId),
  });
  return accountId;
}

beforeAll(async () => {
  database = await movementDatabase();
  await createBook(database, { bookId: BOOK, name: 'five', home: 'here' });
  const parts = {
    database,
    lease: soleLease('here'),
    clock: systemClock,
    logger: silentLogger(),
    source: '/ledger/here',
  };
  journal = startJournal(parts);
  accounts = [await account(null), await account(0n)];
  await startDecisionConsumer({ database, journal, clock: systemClock }, bus);
});

afterAll(async () => {
  await bus.close();
  await journal.close();
  await database.close();
});

function transfer(amount: bigint): PostTransfer {
  const transferId = id();
  const [from, to] = accounts;
  return {
    ...{ type: 'post-transfer', bookId: BOOK, transferId, currency: 'USD', postings: [{ from, to, amount }] },
    ...{ actingHolder: null, metadata: {}, counterpartyRef: null, sagaId: null, requestedBy: 'test' },
    claim: claimOf(transferId),
  };
}

const screened = async (): Promise<HoldFunds> => {
  const hold = screenedHold(transfer(600n), SCREENING, new Date());
  await submit(hold);
  return hold;
};

const decisionEvent = (transferId: string, data: object): DomainEvent => {
  const about = { specversion: '1.0', source: '/fraud/here', type: DECISIONS_TOPIC, subject: transferId } as const;
  const form = { datacontenttype: 'application/json', dataschema: `${DECISIONS_TOPIC}/v1`, partitionkey: '5' } as const;
  return { ...about, ...form, id: randomUUID(), time: new Date().toISOString(), data };
};

async function decided(transferId: string, decision: string): Promise<string | undefined> {
  const data = { transferId, decision, score: 0.1, reasons: [] };
  expect(asWrittenDown(data), JSON.stringify(asWrittenDown.errors)).toBe(true);
  await bus.publish([decisionEvent(transferId, data)]);
  await bus.settled();
  const [row] = await database.query<{ state: string }>('SELECT state FROM ledger.holds WHERE hold_id = $1', [
    transferId,
  ]);
  return row?.state;
}

describe('screened transfers', () => {
  it('are single postings above the threshold', () => {
    expect([needsScreening(transfer(500n), SCREENING), needsScreening(transfer(501n), SCREENING)]).toEqual([
      false,
      true,
    ]);
    const [posting] = transfer(600n).postings;
    if (posting === undefined) throw new Error('no posting');
    expect(needsScreening({ ...transfer(600n), postings: [posting, posting] }, SCREENING)).toBe(false);
  });

  it.each([
    ['approve', 'committed'],
    ['decline', 'voided'],
    ['review', 'pending'],
  ])('%s: %s', async (decision, state) => {
    expect(await decided((await screened()).transferId, decision)).toBe(state);
  });

  it('the first decision counts, however many come', async () => {
    const { transferId } = await screened();
    expect(await decided(transferId, 'decline')).toBe('voided');
    expect(await decided(transferId, 'approve')).toBe('voided');
  });

  it("a decision about somebody's own hold, or about nothing, changes nothing", async () => {
    const own = { ...screenedHold(transfer(600n), SCREENING, new Date()), sagaId: null };
    const { transferId } = own;
    await submit(own);
    expect(await decided(transferId, 'approve')).toBe('pending');
    expect(await decided(id(), 'approve')).toBeUndefined();
    expect(await decided(randomUUID(), 'approve')).toBeUndefined();
  });

  it.each([{}, { transferId: 'no-uuid', decision: 'approve' }, { transferId: randomUUID() }])(
    'what is no decision is refused: %j',
    async (data) => {
      const parts = { database, journal, clock: systemClock };
      await expect(followDecision(parts, decisionEvent('some', data))).rejects.toThrow(z.ZodError);
    },
  );
});
