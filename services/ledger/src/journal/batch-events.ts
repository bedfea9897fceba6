import type { DomainEvent } from '../../../kit/src/events/event.js';
import { accountCreated, transferRecorded, type EventOrigin } from '../events/ledger-events.js';
import type { JournalRecord } from './journal-record.js';
import type { JournalState } from './journal-state.js';
import { account } from './move-money.js';

/** What other services hear of a batch, in the order of its records. Changed terms of an account are nobody else's business. */
export function eventsOf(
  records: readonly JournalRecord[],
  state: JournalState,
  source: string,
  traces: ReadonlyMap<string, string | undefined>,
): readonly DomainEvent[] {
  return records.flatMap(({ effect, ...place }) => {
    if (effect.type === 'account-changed') return [];
    const traceparent = traces.get(effect.type === 'transfer' ? effect.transferId : effect.accountId);
    const origin: EventOrigin = traceparent === undefined ? { source } : { source, traceparent };
    if (effect.type === 'transfer') return [transferRecorded({ ...place, ...effect }, origin)];
    const { accountId, currency, kind, holderRef } = account(state, effect.accountId);
    return [accountCreated({ ...place, accountId, currency, accountKind: kind, holderRef }, origin)];
  });
}
