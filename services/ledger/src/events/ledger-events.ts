import type { DomainEvent } from '../../../kit/src/events/event.js';
import type { AccountKind, Posting } from '../journal/commands.js';

/** What the ledger tells other services; the names of topics. */
export const LEDGER_TOPICS = {
  accountCreated: 'ledger.account-created',
  transferInitiated: 'ledger.transfer-initiated',
  transferPosted: 'ledger.transfer-posted',
  transferReleased: 'ledger.transfer-released',
  transferReversed: 'ledger.transfer-reversed',
} as const;

/** The writer of a batch: what all of its events share. */
export interface EventOrigin {
  /** `/ledger/<location>`; see `ledgerSource`. */
  readonly source: string;
  /** W3C trace context of the request, where it was sampled. */
  readonly traceparent?: string;
}

/** Place of a record in its journal. */
interface RecordPlace {
  readonly bookId: number;
  /** Gap-free in its book. */
  readonly sequence: bigint;
  readonly homeEpoch: bigint;
  readonly recordedAt: Date;
}

/** An account as the journal wrote it. */
export interface AccountRecord extends RecordPlace {
  readonly accountId: string;
  readonly currency: string;
  readonly accountKind: AccountKind;
  /** Pseudonymous. */
  readonly holderRef: string | null;
}

/** A transfer as the journal wrote it. Metadata, reasons and counterparties are not here: events carry no free text. */
export interface TransferRecord extends RecordPlace {
  readonly transferId: string;
  readonly kind: 'posting' | 'hold' | 'commit' | 'void' | 'expiry' | 'reversal';
  /** The hold that is settled or the transfer that is undone; null for a posting or a hold. */
  readonly relatedId: string | null;
  readonly currency: string;
  /** For a void or an expiry what is released. */
  readonly postings: readonly Posting[];
  /** Of a hold. */
  readonly expiresAt: Date | null;
  /** Pseudonymous id or `system:<role>`. */
  readonly requestedBy: string;
  readonly sagaId: string | null;
}

/** `source` of the events of one location. */
export const ledgerSource = (location: string): string => `/ledger/${location}`;

/** The event of an opened account. Its id is the account's, so that writing it again is the same event. */
export const accountCreated = (record: AccountRecord, origin: EventOrigin): DomainEvent =>
  event(LEDGER_TOPICS.accountCreated, record, record.accountId, origin, {
    accountId: record.accountId,
    currency: record.currency,
    kind: record.accountKind,
    holderRef: record.holderRef,
  });

/** The event of a transfer: initiated (hold), posted (posting, commit), released (void, expiry) or reversed. Its id is the transfer's. */
export function transferRecorded(record: TransferRecord, origin: EventOrigin): DomainEvent {
  const { transferId, currency, requestedBy, sagaId, kind, relatedId } = record;
  const postings = record.postings.map(({ from, to, amount }) => ({ from, to, amount: Number(amount) }));
  const shared = { transferId, currency, postings, requestedBy, sagaId };
  switch (kind) {
    case 'hold': {
      const expiresAt = record.expiresAt?.toISOString() ?? null;
      return event(LEDGER_TOPICS.transferInitiated, record, transferId, origin, { ...shared, expiresAt });
    }
    case 'posting':
    case 'commit':
      return event(LEDGER_TOPICS.transferPosted, record, transferId, origin, { ...shared, kind, holdId: relatedId });
    case 'void':
    case 'expiry':
      return event(LEDGER_TOPICS.transferReleased, record, transferId, origin, { ...shared, kind, holdId: relatedId });
    case 'reversal':
      return event(LEDGER_TOPICS.transferReversed, record, transferId, origin, { ...shared, reversedId: relatedId });
  }
}

/** Amounts and sequences stay below 2^53, which the journal's constraints promise, so they are exact JSON numbers. */
function event(type: string, record: RecordPlace, subject: string, origin: EventOrigin, data: object): DomainEvent {
  const { bookId, sequence, homeEpoch, recordedAt } = record;
  return {
    specversion: '1.0',
    id: subject,
    source: origin.source,
    type,
    subject,
    time: recordedAt.toISOString(),
    datacontenttype: 'application/json',
    dataschema: `${type}/v1`,
    partitionkey: String(bookId),
    ...(origin.traceparent === undefined ? {} : { traceparent: origin.traceparent }),
    data: { bookId, sequence: Number(sequence), homeEpoch: Number(homeEpoch), ...data },
  };
}
