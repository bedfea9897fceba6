import type { Caller } from '../../../kit/src/security/caller.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';
import { ANY_HOLDER } from './scopes.js';

/** Turns a person into a pseudonym; the same person always has the same one, until erased. */
export interface Pseudonyms {
  readonly pseudonymOf: (subject: string) => Promise<string>;
}

/** A caller as the journal knows it: by pseudonym, or as a service. */
export interface ActingCaller {
  /** Whose accounts it may touch; null for any. */
  readonly holder: string | null;
  /** What the journal writes down. */
  readonly requestedBy: string;
}

/** Services are known by their client, people by their pseudonym. */
export async function actingCaller(caller: Caller, pseudonyms: Pseudonyms): Promise<ActingCaller> {
  if (caller.scopes.has(ANY_HOLDER)) return { holder: null, requestedBy: `client:${caller.clientId}` };
  const holder = await pseudonyms.pseudonymOf(caller.subject);
  return { holder, requestedBy: holder };
}

/** @throws Problem `not-account-holder` when none of the accounts is the caller's */
export function requireHolder({ holder }: ActingCaller, holders: readonly (string | null)[]): void {
  if (holder === null || holders.includes(holder)) return;
  throw new Problem(ledgerProblem('not-account-holder'), 'The token speaks for someone else.');
}
