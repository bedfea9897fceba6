import { join } from 'node:path';
import { mibText, printTable, secondsText } from './bench-text.js';
import { fastestOf, measure } from './measured-process.js';

const RUNS = 3;

interface Budget {
  readonly command: readonly string[];
  readonly secondsAtMost: number;
  readonly mibAtMost: number | undefined;
}

const BUDGETS: readonly Budget[] = [
  { command: ['start'], secondsAtMost: 6, mibAtMost: 700 },
  { command: ['check'], secondsAtMost: 1, mibAtMost: undefined },
  { command: ['audit', '--environment', 'production'], secondsAtMost: 6, mibAtMost: undefined },
];

/** Wall time and peak memory of the commands on this repository, against their budgets. */
export async function benchCommands(root: string): Promise<void> {
  const program = join(root, 'build/scripts/finflow.js');
  const rows: string[][] = [];
  for (const { command, secondsAtMost, mibAtMost } of BUDGETS) {
    const best = await fastestOf(RUNS, () => measure(process.execPath, [program, ...command, '--quiet'], root));
    if (best.exitCode === 1) throw new Error(`finflow ${command.join(' ')} failed:\n${best.stderr}`);
    const held = best.seconds <= secondsAtMost && (mibAtMost === undefined || (best.peakMib ?? 0) <= mibAtMost);
    rows.push([
      `finflow ${command.join(' ')}`,
      secondsText(best.seconds),
      secondsText(secondsAtMost),
      mibText(best.peakMib),
      mibAtMost === undefined ? '–' : mibText(mibAtMost),
      held ? 'yes' : 'NO',
    ]);
  }
  printTable(`Commands, fastest of ${RUNS} runs`, ['command', 'wall', 'budget', 'peak', 'budget', 'held'], rows);
}
