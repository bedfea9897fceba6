import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onExit } from '../cli/on-exit.js';
import { commandBlocks } from './command-blocks.js';

/** Runs what a Markdown page promises: every `sh ci` block, in order, in one fresh clone; stops at the first failure. */
const [page = 'README.md'] = process.argv.slice(2);
const blocks = commandBlocks(readFileSync(page, 'utf8'));
if (blocks.length === 0) throw new Error(`${page} has no block marked "sh ci"`);

const clone = mkdtempSync(join(tmpdir(), 'finflow-readme-'));
onExit(() => rmSync(clone, { recursive: true, force: true }));
run('git', ['clone', '--quiet', process.cwd(), clone], process.cwd());
for (const { line, script } of blocks) {
  console.log(`\n${page}:${line}\n${script.trimEnd().replaceAll(/^/gm, '  $ ')}`);
  run('bash', ['-euo', 'pipefail', '-c', script], clone);
}
console.log(`\n${page}: ${blocks.length} blocks ran in a fresh clone`);

function run(command: string, args: readonly string[], directory: string): void {
  const { status } = spawnSync(command, args, { cwd: directory, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  console.error(`${page}: ${command} ended with ${status}`);
  process.exit(1);
}
