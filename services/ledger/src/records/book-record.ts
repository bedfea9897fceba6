/** A set of accounts that are written together, in one location at a time. */
export interface BookRecord {
  readonly bookId: number;
  readonly name: string;
  /** Location that writes it. */
  readonly home: string;
  readonly homeEpoch: bigint;
  readonly sequence: bigint;
  readonly createdAt: Date;
}
