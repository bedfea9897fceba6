import { z } from 'zod';
import { ENCODING } from './record-encoding.js';
import { faultOf, type Block } from './sealed-block.js';
import type { ChainVerdict, CoveredBlock } from './verify-chain.js';

const hex = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform((text) => new Uint8Array(Buffer.from(text, 'hex')));
const number = z.string().regex(/^\d+$/).transform(BigInt);

const line = z.strictObject({
  encoding: z.literal(ENCODING),
  bookId: z.number(),
  height: number,
  firstSequence: number,
  lastSequence: number,
  previousHash: hex,
  hash: hex,
  digests: hex,
  records: z.array(z.strictObject({ sequence: number, encoded: z.string() })),
});

/** One block with its records as a line of JSON: what an auditor takes home. */
export function exportLine({ block, records }: CoveredBlock): string {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  return JSON.stringify({
    encoding: ENCODING,
    bookId: block.bookId,
    height: String(block.height),
    firstSequence: String(block.firstSequence),
    lastSequence: String(block.lastSequence),
    previousHash: text(block.previousHash),
    hash: text(block.hash),
    digests: text(block.digests),
    records: records.map(({ sequence, encoded }) => ({ sequence: String(sequence), encoded })),
  });
}

/**
 * Verifies an export without any database. Books follow each other, each from its first block.
 *
 * @throws Error with the number of the first line that is no block
 */
export async function verifyExport(lines: AsyncIterable<string> | Iterable<string>): Promise<ChainVerdict> {
  let previous: Block | undefined;
  let [lineNumber, blocks, recordCount] = [0, 0, 0];
  for await (const text of lines) {
    lineNumber += 1;
    if (text.trim() === '') continue;
    const { records, ...block } = parseLine(text, lineNumber);
    const fault = faultOf(block, previous?.bookId === block.bookId ? previous : undefined, records);
    if (fault !== undefined) return { blocks, records: recordCount, fault };
    previous = block;
    blocks += 1;
    recordCount += records.length;
  }
  return { blocks, records: recordCount, fault: null };
}

function parseLine(text: string, number: number): z.infer<typeof line> {
  try {
    return line.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`line ${number} is no exported block`, { cause: error });
  }
}
