import { readFileSync } from 'node:fs';
import { withLedger } from './load-bench.js';
import { ms, printTable } from './markdown.js';
import { openLoop } from './open-loop.js';
import { uniform } from './workloads.js';

const SAMPLES = 10;
const PER_SECOND = 500;

/** Whether memory stays flat: resident set and latency at ten points of a long run. */
export const soakBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => {
    const rows = [];
    for (let sample = 1; sample <= SAMPLES; sample += 1) {
      const { latency, errors } = await openLoop({
        perSecond: PER_SECOND,
        seconds: seconds / SAMPLES,
        warmUpSeconds: 0,
        send: uniform(ledger).send,
      });
      const elapsed = Math.round((seconds / SAMPLES) * sample);
      rows.push([elapsed, residentMib(ledger.programPid), ms(latency.p50), ms(latency.p95), errors.size]);
    }
    printTable(['after s', 'resident MiB', 'P50 ms', 'P95 ms', 'kinds of errors'], rows);
  });

/** Linux: the second number of statm is resident pages of 4 KiB. */
const residentMib = (pid: number): number =>
  Math.round((Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4) / 1024);
