/**
 * The right to accept writes for one home. A witness with three sites grants it to one location at a time and raises the epoch
 * whenever another location takes over, so that an old primary can be told from the new one.
 */
export interface HomeLease {
  readonly home: string;
  /** The epoch under which writes are accepted right now; undefined when the lease is not held or may have run out. */
  readonly currentEpoch: () => bigint | undefined;
  readonly close: () => Promise<void>;
}

/** A lease that cannot be lost: one process, one database, no second location. Epoch 1. */
export const soleLease = (home: string): HomeLease => ({
  home,
  currentEpoch: () => 1n,
  close: () => Promise.resolve(),
});
