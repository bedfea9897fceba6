import type { SqlExecutor } from '../../../kit/src/database/database.js';
import { readBlock, readBlocks, readRecords } from './read-records.js';
import { faultOf, type Block, type SealableRecord } from './sealed-block.js';

/** A block with the records that it should cover. */
export interface CoveredBlock {
  readonly block: Block;
  readonly records: readonly SealableRecord[];
}

/** What verifying a chain, or a part of it, came to. */
export interface ChainVerdict {
  readonly blocks: number;
  readonly records: number;
  /** The first thing that is wrong, and where; null when nothing is. */
  readonly fault: string | null;
}

const BLOCKS_AT_ONCE = 50;

/** Verifies blocks of one book in order and stops at the first fault. */
export async function verifyBlocks(
  covered: AsyncIterable<CoveredBlock> | Iterable<CoveredBlock>,
  start?: Block,
): Promise<ChainVerdict> {
  let previous = start;
  let [blocks, records] = [0, 0];
  for await (const next of covered) {
    const fault = faultOf(next.block, previous, next.records);
    if (fault !== undefined) return { blocks, records, fault };
    previous = next.block;
    blocks += 1;
    records += next.records.length;
  }
  return { blocks, records, fault: null };
}

/** The blocks of a book above a height, from its database. */
export async function* coveredBlocks(sql: SqlExecutor, bookId: number, above = 0n): AsyncGenerator<CoveredBlock> {
  for (let height = above; ;) {
    const blocks = await readBlocks(sql, bookId, height, BLOCKS_AT_ONCE);
    for (const block of blocks) {
      yield { block, records: await readRecords(sql, bookId, block.firstSequence, block.lastSequence) };
      height = block.height;
    }
    if (blocks.length < BLOCKS_AT_ONCE) return;
  }
}

/** Verifies a book's chain above a height that was verified before. */
export async function verifyBook(sql: SqlExecutor, bookId: number, above = 0n): Promise<ChainVerdict> {
  const start = above === 0n ? undefined : await readBlock(sql, bookId, above);
  if (above > 0n && start === undefined)
    return { blocks: 0, records: 0, fault: `book ${bookId}, block ${above}: it was there before and is gone` };
  return verifyBlocks(coveredBlocks(sql, bookId, above), start);
}
