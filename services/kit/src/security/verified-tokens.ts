import type { Clock } from '../clock/clock.js';
import type { Caller } from './caller.js';

/** Tokens whose signature was checked already, by their hash, so that a copy of the process's memory holds no usable token. */
export interface VerifiedTokens {
  readonly find: (digest: string) => Caller | undefined;
  readonly remember: (digest: string, verified: Verified) => void;
}

/** What was verified, and until when it counts. */
export interface Verified {
  readonly caller: Caller;
  readonly expiresAtMs: number;
  /** Of the issuer's keys when they were asked; it may have changed since. */
  readonly generation: number;
}

const MOST_TOKENS = 50_000;

/**
 * @param generation of the issuer's keys; what an earlier one verified counts no longer
 */
export function createVerifiedTokens(
  clock: Clock,
  generation: () => number,
  mostTokens: number = MOST_TOKENS,
): VerifiedTokens {
  const tokens = new Map<string, Verified>();
  return {
    find: (digest) => {
      const known = tokens.get(digest);
      if (known === undefined) return undefined;
      if (known.generation === generation() && clock.now().getTime() < known.expiresAtMs) return known.caller;
      tokens.delete(digest);
      return undefined;
    },
    remember: (digest, token) => {
      if (tokens.size >= mostTokens) {
        // A map keeps its order, so the first key is the oldest.
        const [oldest] = tokens.keys();
        if (oldest !== undefined) tokens.delete(oldest);
      }
      tokens.set(digest, token);
    },
  };
}
