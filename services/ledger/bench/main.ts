import { growthBench } from './growth-bench.js';
import { journalBench } from './journal-bench.js';
import { hotBench, readBench, saturationBench, uniformBench } from './load-bench.js';
import { lockingBench, pgbenchBench } from './pgbench-bench.js';
import { sizesBench } from './sizes-bench.js';
import { soakBench } from './soak-bench.js';

/** What can be measured: seconds of each measurement, and what it answers. */
const COMMANDS: Readonly<Record<string, { seconds: number; about: string; run: (seconds: number) => Promise<void> }>> =
  {
    hot: { seconds: 60, about: '1,000 transfers/s that all touch one account', run: hotBench },
    uniform: { seconds: 60, about: '2,000 transfers/s over 10,000 accounts', run: uniformBench },
    saturation: {
      seconds: 10,
      about: 'rates upwards until P95 > 50 ms or errors, hot and uniform',
      run: saturationBench,
    },
    reads: { seconds: 30, about: 'balance reads alone and while transfers are written', run: readBench },
    soak: { seconds: 600, about: 'memory and latency over a long run', run: soakBench },
    sizes: { seconds: 30, about: 'rows and bytes of one transfer', run: sizesBench },
    growth: { seconds: 20, about: 'latency at up to 20 million entries', run: growthBench },
    pgbench: { seconds: 15, about: 'the same rows written by pgbench', run: pgbenchBench },
    locking: { seconds: 10, about: "a book's row against accounts in order as the lock", run: lockingBench },
    journal: {
      seconds: 10,
      about: 'the command side in this process, without HTTP',
      run: (seconds) => journalBench(seconds),
    },
    unguarded: {
      seconds: 10,
      about: "the same without the database's own checks",
      run: (seconds) => journalBench(seconds, false),
    },
  };

const [name = '', given] = process.argv.slice(2);
const command = COMMANDS[name];
const seconds = given === undefined ? command?.seconds : Number(given);
if (command === undefined || seconds === undefined || !(seconds > 0)) {
  const usage = Object.entries(COMMANDS).map(
    ([each, { about, seconds: usual }]) => `  ${each.padEnd(11)} ${about} (${usual} s)`,
  );
  console.error(`npm run bench:ledger -- <what> [seconds]\n${usage.join('\n')}`);
  process.exitCode = 1;
} else await command.run(seconds);
