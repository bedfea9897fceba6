import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a command cost. */
export interface Measurement {
  readonly seconds: number;
  /** Highest sum of resident memory over the process and its descendants; undefined where /proc does not tell. */
  readonly peakMib: number | undefined;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const SAMPLE_MS = 20;
const PAGE_BYTES = 4096;

/** Runs a command to its end and measures wall time and peak memory of its process tree. */
export async function measure(command: string, args: readonly string[], directory: string): Promise<Measurement> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  let peakMib: number | undefined;
  const sampler = setInterval(() => {
    const now = child.pid === undefined ? undefined : treeMib(child.pid);
    if (now !== undefined) peakMib = Math.max(peakMib ?? 0, now);
  }, SAMPLE_MS);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(sampler);
  return { seconds: (performance.now() - started) / 1_000, peakMib, exitCode, ...output };
}

/** The fastest of several runs: what the machine can do when nothing else disturbs it. */
export async function fastestOf(runs: number, run: () => Promise<Measurement>): Promise<Measurement> {
  let best = await run();
  for (let index = 1; index < runs; index += 1) {
    const next = await run();
    if (next.seconds < best.seconds) best = next;
  }
  return best;
}

function treeMib(pid: number): number | undefined {
  try {
    const residentPages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const below = children === '' ? [] : children.split(' ').map((child) => treeMib(Number(child)) ?? 0);
    return (residentPages * PAGE_BYTES) / 1024 ** 2 + below.reduce((sum, mib) => sum + mib, 0);
  } catch {
    return undefined;
  }
}
