import type { AccountKind } from '../journal/commands.js';

/** What never changes about an account: safe to keep in memory. */
export interface AccountFacts {
  readonly accountId: string;
  readonly bookId: number;
  readonly currency: string;
  readonly kind: AccountKind;
  /** Pseudonymous subject id. */
  readonly holderRef: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: Date;
}

/** An account as the journal has it now. */
export interface AccountRecord extends AccountFacts {
  /** Location that writes its book. */
  readonly home: string;
  readonly state: 'open' | 'frozen' | 'closed';
  readonly overdraftLimit: bigint | null;
  readonly transferLimit: bigint | null;
  readonly balanceLimit: bigint | null;
  /** Records in the journal of its book when this was read. */
  readonly bookSequence: bigint;
}
