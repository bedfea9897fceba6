import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';
import type { TransferRecord } from '../records/transfer-record.js';
import { accountNotFound } from './not-here.js';
import type { ActingCaller } from './acting-caller.js';
import type { ApiParts } from './api-parts.js';
import type { NewTransfer } from './schemas/transfer-schemas.js';

/**
 * Encrypts what a transfer says about people with the key of who pays, so that erasing the payer erases it.
 *
 * @throws Problem `account-not-found`, or `not-permitted-field` when nobody's account pays
 */
export async function sealCounterparty(
  { subjects, records }: Pick<ApiParts, 'subjects' | 'records'>,
  { counterparty, postings }: NewTransfer,
  { holder }: ActingCaller,
): Promise<Uint8Array | null> {
  const [first] = postings;
  if (counterparty === undefined || first === undefined) return null;
  if (holder !== null) return subjects.seal(holder, counterparty);
  const payer = await records.facts(first.from);
  if (payer === undefined) throw accountNotFound();
  if (payer.holderRef === null) {
    const detail = 'An account without a holder pays: there is nobody whose key could protect the counterparty.';
    throw new Problem(ledgerProblem('not-permitted-field'), detail, { fields: ['counterparty'] });
  }
  return subjects.seal(payer.holderRef, counterparty);
}

/** The text again; null when its subject was erased, undefined when there never was one. */
export async function openCounterparty(
  { subjects }: Pick<ApiParts, 'subjects'>,
  { counterpartyRef }: TransferRecord,
): Promise<string | null | undefined> {
  return counterpartyRef === null ? undefined : subjects.open(counterpartyRef);
}
