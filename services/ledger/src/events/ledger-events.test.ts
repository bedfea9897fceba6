import { readFileSync, readdirSync } from 'node:fs';
import formats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../kit/src/events/event.js';
import {
  LEDGER_TOPICS,
  accountCreated,
  ledgerSource,
  transferRecorded,
  type AccountRecord,
  type TransferRecord,
} from './ledger-events.js';

const directory = new URL('../../schemas/', import.meta.url);
const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
const validators = new Map<string, ValidateFunction>();

function problemsOf(event: DomainEvent): unknown {
  const [topic, version] = event.dataschema.split('/');
  const file = `${topic ?? ''}.${version ?? ''}.json`;
  const validate =
    validators.get(file) ?? ajv.compile(JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as object);
  validators.set(file, validate);
  return validate(JSON.parse(JSON.stringify(event.data))) ? [] : validate.errors;
}

const place = {
  bookId: 7,
  sequence: 9_007_199_254_740_991n,
  homeEpoch: 3n,
  recordedAt: new Date('2026-11-23T08:00:00Z'),
};
const origin = { source: ledgerSource('use1') };
const account: AccountRecord = {
  ...place,
  accountId: '0199e000-0000-8000-8000-000000000001',
  currency: 'USD',
  accountKind: 'customer',
  holderRef: null,
};
const posted: TransferRecord = {
  ...place,
  transferId: '0199e000-0000-8000-8000-000000000002',
  kind: 'posting',
  relatedId: null,
  currency: 'USD',
  postings: [{ from: account.accountId, to: '0199e000-0000-8000-8000-000000000003', amount: 9_007_199_254_740_991n }],
  expiresAt: null,
  requestedBy: 'system:movements',
  sagaId: null,
};
const relatedId = '0199e000-0000-8000-8000-000000000004';

describe('events of the ledger', () => {
  it.each([
    ['posting', posted, LEDGER_TOPICS.transferPosted],
    ['commit', { ...posted, kind: 'commit', relatedId }, LEDGER_TOPICS.transferPosted],
    ['hold', { ...posted, kind: 'hold', expiresAt: place.recordedAt }, LEDGER_TOPICS.transferInitiated],
    ['void', { ...posted, kind: 'void', relatedId }, LEDGER_TOPICS.transferReleased],
    ['expiry', { ...posted, kind: 'expiry', relatedId, sagaId: relatedId }, LEDGER_TOPICS.transferReleased],
    ['reversal', { ...posted, kind: 'reversal', relatedId }, LEDGER_TOPICS.transferReversed],
  ] satisfies [string, TransferRecord, string][])('a %s validates against its schema', (_kind, record, topic) => {
    const event = transferRecorded(record, origin);
    expect(event.type).toBe(topic);
    expect(problemsOf(event)).toEqual([]);
    expect(event).toMatchObject({ id: posted.transferId, partitionkey: '7', source: '/ledger/use1' });
    expect(event).not.toHaveProperty('traceparent');
  });

  it('an account validates, with and without a holder', () => {
    expect(problemsOf(accountCreated(account, origin))).toEqual([]);
    expect(problemsOf(accountCreated({ ...account, holderRef: relatedId }, origin))).toEqual([]);
  });

  it('a schema refuses what the ledger never says', () => {
    const event = transferRecorded(posted, origin);
    expect(problemsOf({ ...event, data: { ...event.data, counterparty: 'Ada' } })).toHaveLength(1);
    expect(problemsOf({ ...event, data: { ...event.data, postings: [] } })).toHaveLength(1);
  });

  it('keeps amounts and sequences exact and carries the trace', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const event = transferRecorded(posted, { ...origin, traceparent });
    expect(event.traceparent).toBe(traceparent);
    expect(JSON.parse(JSON.stringify(event.data))).toMatchObject({
      sequence: Number.MAX_SAFE_INTEGER,
      postings: [{ amount: Number.MAX_SAFE_INTEGER }],
    });
  });

  it('has one schema for each topic', () => {
    const files = readdirSync(directory).filter((file) => file.endsWith('.json'));
    expect(files).toEqual(expect.arrayContaining(Object.values(LEDGER_TOPICS).map((topic) => `${topic}.v1.json`)));
  });

  it('costs a fraction of what a transfer costs', () => {
    const started = performance.now();
    for (let count = 0; count < 30_000; count += 1) transferRecorded(posted, origin);
    expect((performance.now() - started) / 30_000).toBeLessThan(0.05);
  });
});
