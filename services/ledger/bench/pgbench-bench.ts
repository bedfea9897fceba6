import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BATCH_FUNCTION } from './batch-function.js';
import type { BenchLedger } from './bench-ledger.js';
import { withLedger } from './load-bench.js';
import { ms, printTable } from './markdown.js';
import { closedLoop } from './closed-loop.js';
import { hotAccount, uniform } from './workloads.js';

const run = promisify(execFile);

/** How many write at once, as many as the program has lanes. */
const CLIENTS = 4;
/** Requests that wait for the program at the same time: enough to keep every lane busy. */
const WAITING = 128;
/** Until the program's hot paths are compiled. */
const WARM_UP_SECONDS = 15;

interface BatchLoad {
  readonly size: number;
  readonly hot: boolean;
  /** Every client writes the first book, or all books at random. */
  readonly oneBook: boolean;
  readonly locking: 'book' | 'accounts';
  readonly clients?: number;
}

/** Transfers a second of the program at a rate, set beside the same rows written by pgbench on the same server. */
export const pgbenchBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => {
    await ledger.database.script(BATCH_FUNCTION);
    const rows = [];
    for (const hot of [true, false]) {
      const workload = hot ? hotAccount(ledger) : uniform(ledger);
      await closedLoop(WAITING, WARM_UP_SECONDS, workload.send);
      const before = await commits(ledger);
      const writtenBefore = await transfers(ledger);
      const program = await closedLoop(WAITING, seconds, workload.send);
      const written = await transfers(ledger);
      const size = Math.max(1, Math.round((written - writtenBefore) / ((await commits(ledger)) - before)));
      const same = await pgbench(ledger, seconds, { size, hot, oneBook: hot, locking: 'book' });
      const single = await pgbench(ledger, seconds, { size: 1, hot, oneBook: hot, locking: 'book', clients: 16 });
      rows.push([
        workload.name,
        Math.round(program),
        size,
        Math.round(same.transfers),
        `${Math.round((program / same.transfers) * 100)} %`,
        Math.round(single.transfers),
        `${(program / single.transfers).toFixed(1)}×`,
      ]);
    }
    printTable(
      [
        'load',
        'program transfers/s',
        'batch',
        'pgbench, same batches',
        'program ÷ pgbench',
        'pgbench, one by one (16 clients)',
        'program ÷ one by one',
      ],
      rows,
    );
  });

/** One row a book against the accounts in order as what a batch locks. */
export const lockingBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => {
    await ledger.database.script(BATCH_FUNCTION);
    // Without the book's row there is no order of its records that the database could hold anybody to.
    await ledger.database.script('ALTER TABLE ledger.transfers DISABLE TRIGGER USER');
    const rows = [];
    for (const size of [1, 50])
      for (const oneBook of [true, false])
        for (const locking of ['book', 'accounts'] as const) {
          const { transfers, latencyMs, failed } = await pgbench(ledger, seconds, {
            size,
            hot: false,
            oneBook,
            locking,
            clients: 8,
          });
          rows.push([
            size,
            oneBook ? 'all in one book' : '16 books',
            locking,
            Math.round(transfers),
            ms(latencyMs),
            failed,
          ]);
        }
    printTable(['batch', 'writers', 'lock', 'transfers/s', 'batch ms', 'failed batches'], rows);
  });

/** Transactions that wrote to the journal so far. */
const commits = async ({ database }: BenchLedger): Promise<number> =>
  Number(
    (await database.query<{ n: bigint }>(`SELECT count(DISTINCT xmin::text) AS n FROM ledger.idempotency`))[0]?.n ?? 0n,
  );

const transfers = async ({ database }: BenchLedger): Promise<number> =>
  Number((await database.query<{ n: bigint }>('SELECT sum(sequence)::bigint AS n FROM ledger.books'))[0]?.n ?? 0n);

async function pgbench(
  ledger: BenchLedger,
  seconds: number,
  load: BatchLoad,
): Promise<{ transfers: number; latencyMs: number; failed: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'finflow-pgbench-'));
  const script = join(directory, 'batch.sql');
  const book = load.oneBook ? '1' : `:book`;
  const draw = load.oneBook ? '' : `\\set book random(1, ${ledger.books.length})\n`;
  writeFileSync(script, `${draw}SELECT bench_batch(${book}, ${load.size}, ${load.hot}, '${load.locking}');\n`);
  const clients = String(load.clients ?? CLIENTS);
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    clients,
    '-j',
    '2',
    '-T',
    String(seconds),
    '-f',
    script,
    '--max-tries=10',
  ];
  try {
    const { stdout } = await run('pgbench', [...args, ledger.postgres.url]);
    const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
    return {
      transfers: number(/tps = ([\d.]+)/) * load.size,
      latencyMs: number(/latency average = ([\d.]+)/),
      failed: /number of failed transactions: (\d+ \([\d.]+%\))/.exec(stdout)?.[1] ?? '0',
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
