import type { Clock } from '../clock/clock.js';

export interface CircuitBreakerOptions {
  /** Failures in a row that open the circuit. */
  readonly failures: number;
  /** How long it stays open before one call may try again. */
  readonly openMs: number;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/** Refused without asking: the last calls all failed. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
}

/** Spares a neighbour that is down, and our own time. */
export interface CircuitBreaker {
  /** @throws CircuitOpen, or what the work throws */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly state: () => 'closed' | 'open' | 'half-open';
}

/** Closed, open after failures in a row, then half-open: one call at a time decides which of the two comes next. */
export function createCircuitBreaker({ failures, openMs, clock }: CircuitBreakerOptions): CircuitBreaker {
  let failed = 0;
  let openedAtMs = 0;
  let probing = false;
  const state = (): 'closed' | 'open' | 'half-open' => {
    if (failed < failures) return 'closed';
    return clock.monotonicMs() - openedAtMs >= openMs ? 'half-open' : 'open';
  };
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = state();
    if (before === 'open' || (before === 'half-open' && probing)) throw new CircuitOpen('the circuit is open');
    const probe = before === 'half-open';
    if (probe) probing = true;
    try {
      const result = await work();
      failed = 0;
      return result;
    } catch (error) {
      failed += 1;
      openedAtMs = clock.monotonicMs();
      throw error;
    } finally {
      if (probe) probing = false;
    }
  };
  return { run, state };
}
