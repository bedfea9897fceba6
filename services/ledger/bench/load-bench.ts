import { startBenchLedger, type BenchLedger } from './bench-ledger.js';
import { ms, printConditions, printTable } from './markdown.js';
import { openLoop, type OpenLoopResult } from './open-loop.js';
import { balances, hotAccount, uniform, type Workload } from './workloads.js';

const COLUMNS = [
  'load',
  'rate/s',
  'seconds',
  'sent',
  'errors',
  'P50 ms',
  'P95 ms',
  'P99 ms',
  'max ms',
  'generator lag P99 ms',
];
/** Until the program's hot paths are compiled and the database has its pages in memory. */
const WARM_UP_SECONDS = 15;
/** A latency above this is saturation. */
const SATURATED_P95_MS = 50;

const BOOKS = 16;
const CUSTOMERS_PER_BOOK = 625;

/** Runs something on a fresh ledger and cleans up. */
export async function withLedger(work: (ledger: BenchLedger) => Promise<void>): Promise<void> {
  const ledger = await startBenchLedger(BOOKS, CUSTOMERS_PER_BOOK);
  try {
    await printConditions(ledger.database);
    await work(ledger);
  } finally {
    await ledger.stop();
  }
}

/** 1,000 transfers a second that all touch one account. */
export const hotBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => printTable(COLUMNS, [await measure(hotAccount(ledger), 1_000, seconds)]));

/** 2,000 transfers a second over 10,000 accounts. */
export const uniformBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => printTable(COLUMNS, [await measure(uniform(ledger), 2_000, seconds)]));

/** The highest rate with P95 below 50 ms and no error, in steps of a tenth. */
export const saturationBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => {
    const rows = [];
    for (const workload of [hotAccount(ledger), uniform(ledger)]) {
      for (let rate = 1_500; rate <= 10_000; rate = Math.round((rate * 1.15) / 50) * 50) {
        const result = await run(workload, rate, seconds);
        rows.push(row(workload, rate, seconds, result));
        if (result.latency.p95 > SATURATED_P95_MS || result.errors.size > 0) break;
      }
    }
    printTable(COLUMNS, rows);
  });

/** Balance reads alone, and while transfers are written. */
export const readBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => {
    const reading = await measure(balances(ledger), 1_000, seconds);
    const [mixed, written] = await Promise.all([
      measure(balances(ledger), 1_000, seconds),
      measure(uniform(ledger), 500, seconds),
    ]);
    printTable(COLUMNS, [reading, mixed, written]);
  });

const run = (workload: Workload, perSecond: number, seconds: number): Promise<OpenLoopResult> =>
  openLoop({ perSecond, seconds, warmUpSeconds: WARM_UP_SECONDS, send: workload.send });

const measure = async (workload: Workload, perSecond: number, seconds: number): Promise<readonly (string | number)[]> =>
  row(workload, perSecond, seconds, await run(workload, perSecond, seconds));

function row(workload: Workload, rate: number, seconds: number, result: OpenLoopResult): readonly (string | number)[] {
  const { sent, errors, latency, lagP99 } = result;
  const failed = [...errors].map(([code, count]) => `${count}× ${code}`).join(', ') || 0;
  return [
    workload.name,
    rate,
    seconds,
    sent,
    failed,
    ms(latency.p50),
    ms(latency.p95),
    ms(latency.p99),
    ms(latency.max),
    ms(lagP99),
  ];
}
