import type { Command, Outcome } from './commands.js';
import { decide } from './decide.js';
import type { Refusal } from './decision.js';
import type { JournalRecord, Settlement } from './journal-record.js';
import type { JournalState } from './journal-state.js';

/** A book as the batch has locked it. */
export interface BookHead {
  readonly bookId: number;
  readonly home: string;
  homeEpoch: bigint;
  sequence: bigint;
  recordedAt: Date;
}

/** The stored answer to an idempotency key. */
export interface Answer {
  readonly bookId: number;
  readonly key: string;
  readonly bodyHash: string;
  readonly createdAt: Date;
  readonly result:
    { readonly recordId: string; readonly sequence: bigint } | Pick<Refusal, 'code' | 'detail' | 'members'>;
}

/** Everything that one transaction writes. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[];
  readonly records: readonly JournalRecord[];
  readonly answers: readonly Answer[];
  readonly settlements: readonly Settlement[];
  readonly heads: readonly BookHead[];
}

/** What is loaded before deciding. */
export interface BatchInput {
  readonly heads: ReadonlyMap<number, BookHead>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly state: JournalState;
  readonly now: Date;
}

/** Keys are unique within a book. */
export const answerKey = (bookId: number, key: string): string => `${bookId}:${key}`;

/**
 * Decides commands one after the other. The same key gets the stored answer, also within the batch; the same key with another body is
 * refused and changes nothing.
 */
export function decideBatch(commands: readonly Command[], input: BatchInput): BatchResult {
  const answers = new Map(input.answers);
  const fresh: Answer[] = [];
  const records: JournalRecord[] = [];
  const settlements: Settlement[] = [];
  const written = new Set<BookHead>();

  const outcomes = commands.map((command): Outcome => {
    const { bookId, claim } = command;
    const before = answers.get(answerKey(bookId, claim.key));
    if (before !== undefined) return repeated(before, claim.bodyHash);
    const head = headOf(input.heads, bookId);
    const recordedAt = head.recordedAt > input.now ? head.recordedAt : input.now;
    const decision = decide(input.state, command, recordedAt);
    const answered = (result: Answer['result']): Answer => {
      const answer = { bookId, ...claim, createdAt: recordedAt, result };
      answers.set(answerKey(bookId, claim.key), answer);
      fresh.push(answer);
      return answer;
    };
    if (decision.refused) {
      const { code, detail, members } = decision;
      return outcomeOf(answered({ code, detail, members }), false);
    }
    head.sequence += 1n;
    head.recordedAt = recordedAt;
    written.add(head);
    const { sequence, homeEpoch } = head;
    records.push({
      bookId,
      sequence,
      homeEpoch,
      recordedAt,
      requestedBy: command.requestedBy,
      effect: decision.effect,
    });
    const settlement = settlementOf(command, bookId);
    if (settlement !== undefined) settlements.push(settlement);
    return outcomeOf(answered({ recordId: decision.recordId, sequence }), false);
  });

  /** How an accepted command ended a hold. */
  function settlementOf(command: Command, bookId: number): Settlement | undefined {
    if (command.type !== 'commit-hold' && command.type !== 'void-hold' && command.type !== 'expire-hold')
      return undefined;
    const hold = input.state.holds.get(command.holdId);
    if (hold === undefined || hold.state === 'pending') return undefined;
    const committedAmount = command.type === 'commit-hold' ? (command.amount ?? hold.amount) : null;
    return { bookId, holdId: command.holdId, state: hold.state, committedAmount, settledBy: command.transferId };
  }
  return { outcomes, records, answers: fresh, settlements, heads: [...written] };
}

function repeated(answer: Answer, bodyHash: string): Outcome {
  if (answer.bodyHash === bodyHash) return outcomeOf(answer, true);
  return {
    accepted: false,
    replayed: false,
    problem: {
      code: 'idempotency-key-reused',
      detail: 'The key was used before for a request with another body. Take a new key for a new request.',
      members: {},
    },
  };
}

function outcomeOf({ bookId, result }: Answer, replayed: boolean): Outcome {
  if ('code' in result) return { accepted: false, problem: result, replayed };
  const { recordId, sequence } = result;
  return { accepted: true, recordId, position: { bookId, sequence }, replayed };
}

function headOf(heads: ReadonlyMap<number, BookHead>, bookId: number): BookHead {
  const head = heads.get(bookId);
  if (head === undefined) throw new RangeError(`book ${bookId} was not locked`);
  return head;
}
