import type { FastifyInstance } from 'fastify';
import type { TransferRecord } from '../records/transfer-record.js';
import { type ActingCaller, actingCaller, requireHolder } from './acting-caller.js';
import type { ApiParts } from './api-parts.js';
import { openCounterparty } from './counterparty.js';
import { transferNotFound } from './not-here.js';
import { presentTransfer } from './present-transfer.js';
import { routeSchema } from './route-schema.js';
import { transfer } from './schemas/transfer-schemas.js';
import { transferPath, type TransferPath } from './transfer-path.js';

/** Showing a transfer to those whose accounts it touches. */
export function addTransferReads(server: FastifyInstance, parts: ApiParts): void {
  const schema = routeSchema({
    operationId: 'showTransfer',
    summary: 'Show a transfer',
    tag: 'transfers',
    params: transferPath,
    answer: { status: 200, schema: transfer, says: 'The record, with what became of it' },
    problems: ['not-account-holder', 'transfer-not-found'],
  });
  const config = { scopes: ['ledger:transfers:read'] };
  server.get<{ Params: TransferPath }>('/v1/transfers/:transferId', { schema, config }, async (request) => {
    const caller = await actingCaller(request.caller, parts.subjects);
    const found = await parts.records.transfer(request.params.transferId);
    if (found === undefined) throw transferNotFound();
    const sides = await holdersOf(parts, found);
    requireHolder(caller, [...sides.from, ...sides.to]);
    const counterparty = maySeeCounterparty(caller, sides) ? await openCounterparty(parts, found) : undefined;
    return presentTransfer(found, counterparty);
  });
}

interface Sides {
  readonly from: readonly (string | null)[];
  readonly to: readonly (string | null)[];
}

async function holdersOf({ records }: ApiParts, { postings }: TransferRecord): Promise<Sides> {
  const holder = async (accountId: string) => (await records.facts(accountId))?.holderRef ?? null;
  const holders = (accounts: readonly string[]) => Promise.all([...new Set(accounts)].map(holder));
  const [from, to] = await Promise.all([
    holders(postings.map((posting) => posting.from)),
    holders(postings.map((posting) => posting.to)),
  ]);
  return { from, to };
}

/** The payer wrote it, so the payer may read it; the payee may not. */
const maySeeCounterparty = ({ holder }: ActingCaller, { from }: Sides): boolean =>
  holder === null || from.includes(holder);
