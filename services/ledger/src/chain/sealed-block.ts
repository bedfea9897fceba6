import { createHash } from 'node:crypto';
import { ENCODING } from './record-encoding.js';

/** A journal record ready to be hashed: its lines joined by line feeds. */
export interface SealableRecord {
  readonly sequence: bigint;
  readonly encoded: string;
}

/** A link of a book's chain. */
export interface Block {
  readonly bookId: number;
  readonly height: bigint;
  readonly firstSequence: bigint;
  readonly lastSequence: bigint;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
  /** Eight bytes of each record's digest. */
  readonly digests: Uint8Array;
}

/** Before the first block. */
export const GENESIS_HASH: Uint8Array = new Uint8Array(32);
const DIGEST_BYTES = 8;

/** The block after `previous` that covers these records. */
export function sealBlock(bookId: number, previous: Block | undefined, records: readonly SealableRecord[]): Block {
  const [first, last] = [records[0], records[records.length - 1]];
  if (first === undefined || last === undefined) throw new RangeError('a block covers at least one record');
  const header = {
    bookId,
    height: (previous?.height ?? 0n) + 1n,
    firstSequence: first.sequence,
    lastSequence: last.sequence,
    previousHash: previous?.hash ?? GENESIS_HASH,
  };
  const hashes = records.map(({ encoded }) => sha256(encoded));
  const digests = Buffer.concat(hashes.map((hash) => hash.subarray(0, DIGEST_BYTES)));
  return { ...header, hash: blockHash(header, hashes), digests };
}

/** What is wrong with a block, given the one before and the records that it should cover; undefined when nothing is. */
export function faultOf(
  block: Block,
  previous: Block | undefined,
  records: readonly SealableRecord[],
): string | undefined {
  const place = `book ${block.bookId}, block ${block.height}`;
  if (block.height !== (previous?.height ?? 0n) + 1n) return `${place}: a block is missing before it`;
  if (block.firstSequence !== (previous?.lastSequence ?? 0n) + 1n)
    return `${place}: it does not continue the block before`;
  if (!same(block.previousHash, previous?.hash ?? GENESIS_HASH)) return `${place}: the block before was changed`;
  const hashes: Buffer[] = [];
  for (let sequence = block.firstSequence; sequence <= block.lastSequence; sequence += 1n) {
    const record = records[hashes.length];
    if (record?.sequence !== sequence) return `${place}: record ${sequence} is missing`;
    const hash = sha256(record.encoded);
    const at = hashes.length * DIGEST_BYTES;
    if (!same(hash.subarray(0, DIGEST_BYTES), block.digests.subarray(at, at + DIGEST_BYTES)))
      return `${place}: record ${sequence} was changed`;
    hashes.push(hash);
  }
  if (records.length !== hashes.length) return `${place}: there are records that it does not cover`;
  return same(blockHash(block, hashes), block.hash) ? undefined : `${place}: its hash does not fit its records`;
}

type Header = Omit<Block, 'hash' | 'digests'>;

function blockHash(header: Header, records: readonly Uint8Array[]): Uint8Array {
  const { bookId, height, firstSequence, lastSequence, previousHash } = header;
  const hash = createHash('sha256').update(`${ENCODING}\n${bookId}\n${height}\n${firstSequence}\n${lastSequence}\n`);
  hash.update(previousHash);
  for (const record of records) hash.update(record);
  return hash.digest();
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
