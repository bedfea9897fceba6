import { growthBench } from './growth-bench.js';
import { journalBench } from './journal-bench.js';
import { hotBench, readBench, saturationBench, uniformBench } from './load-bench.js';
import { migrationBench } from './migration-bench.js';
import { lockingBench, pgbenchBench } from './pgbench-bench.js';
import { sizesBench } from './sizes-bench.js';
import { soakBench } from './soak-bench.js';

interface Measurement {
  /** Seconds of each measurement, unless it says another unit. */
  readonly usual: number;
  readonly unit?: string;
  readonly about: string;
  readonly run: (amount: number) => Promise<void>;
}

/** What can be measured, and what it answers. */
const COMMANDS: Readonly<Record<string, Measurement>> = {
  hot: { usual: 60, about: '1,000 transfers/s that all touch one account', run: hotBench },
  uniform: { usual: 60, about: '2,000 transfers/s over 10,000 accounts', run: uniformBench },
  saturation: {
    usual: 10,
    about: 'rates upwards until P95 > 50 ms or errors, hot and uniform',
    run: saturationBench,
  },
  reads: { usual: 30, about: 'balance reads alone and while transfers are written', run: readBench },
  soak: { usual: 600, about: 'memory and latency over a long run', run: soakBench },
  sizes: { usual: 30, about: 'rows and bytes of one transfer', run: sizesBench },
  growth: { usual: 20, about: 'latency at up to 20 million entries', run: growthBench },
  migrations: {
    usual: 1_000_000,
    unit: 'transfers',
    about: 'every migration forward and back over so many transfers, with the locks it holds',
    run: migrationBench,
  },
  pgbench: { usual: 15, about: 'the same rows written by pgbench', run: pgbenchBench },
  locking: { usual: 10, about: "a book's row against accounts in order as the lock", run: lockingBench },
  journal: {
    usual: 10,
    about: 'the command side in this process, without HTTP',
    run: (seconds) => journalBench(seconds),
  },
  unguarded: {
    usual: 10,
    about: "the same without the database's own checks",
    run: (seconds) => journalBench(seconds, false),
  },
};

const [name = '', given] = process.argv.slice(2);
const command = COMMANDS[name];
const amount = given === undefined ? command?.usual : Number(given);
if (command === undefined || amount === undefined || !(amount > 0)) {
  const usage = Object.entries(COMMANDS).map(
    ([each, { about, usual, unit = 's' }]) => `  ${each.padEnd(11)} ${about} (${usual.toLocaleString('en')} ${unit})`,
  );
  console.error(`npm run bench:ledger -- <what> [amount]\n${usage.join('\n')}`);
  process.exitCode = 1;
} else await command.run(amount);
