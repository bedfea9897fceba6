/** The two clocks a program needs: one that people agree on and may jump, one that only measures and never does. */
export interface Clock {
  /** Wall-clock time. */
  readonly now: () => Date;
  /** Milliseconds since an arbitrary moment; unaffected by steps of the wall clock. */
  readonly monotonicMs: () => number;
}

/** The clocks of this machine. */
export const systemClock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };
