/** Ids of the accounts and records that tests of the API prepare. */
export interface TestIds {
  readonly book: number;
  /** Written in another location. */
  readonly foreignBook: number;
  /** A customer with some money. */
  readonly alice: string;
  /** A customer with none. */
  readonly bob: string;
  /** An account that was never opened, in the book. */
  readonly nobody: string;
  /** An account that was never opened, in another book. */
  readonly elsewhere: string;
  /** From alice to bob, posted. */
  readonly transfer: string;
  /** From alice to bob, pending. */
  readonly hold: string;
}
