import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the program under test may find when it plans a stack. */
export interface FakeStack {
  /** `type.name` → actions as Terraform writes them; planned until they are applied. */
  readonly changes?: Readonly<Record<string, readonly string[]>>;
  /** What Terraform says instead of planning. */
  readonly planError?: string;
  readonly applyError?: string;
  readonly drift?: Readonly<Record<string, readonly string[]>>;
}

/** A run of the fake program. */
export interface FakeRun {
  readonly stack: string;
  readonly command: string;
  readonly started: number;
  readonly ended: number;
}

/** A program named terraform, for the order of things; what the real one does is tested against the real one. */
export interface FakeTerraform {
  /** Put before PATH. */
  readonly bin: string;
  readonly describe: (stacks: Readonly<Record<string, FakeStack>>) => void;
  readonly runs: () => readonly FakeRun[];
  readonly forget: () => void;
  readonly remove: () => void;
}

/** Time that a fake apply takes, long enough to be caught in the middle of. */
export const APPLY_MS = 400;

/** Writes the program and what it knows into a folder of its own. */
export function fakeTerraform(): FakeTerraform {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const files = {
    stacks: join(folder, 'stacks.json'),
    runs: join(folder, 'runs.jsonl'),
    states: join(folder, 'states'),
  };
  mkdirSync(files.states);
  const program = join(folder, 'terraform');
  writeFileSync(program, `#!${process.execPath}\n${source(files)}`);
  chmodSync(program, 0o755);
  return {
    bin: folder,
    describe: (stacks) => writeFileSync(files.stacks, JSON.stringify(stacks)),
    runs: () =>
      existsSync(files.runs)
        ? readFileSync(files.runs, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as FakeRun)
        : [],
    forget: () => {
      rmSync(files.runs, { force: true });
      rmSync(files.states, { recursive: true });
      mkdirSync(files.states);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const source = (files: Readonly<Record<string, string>>): string => `
const fs = require('node:fs'), path = require('node:path');
const files = ${JSON.stringify(files)};
const started = Date.now();
const [command, ...args] = process.argv.slice(2);
const stack = path.basename(process.cwd());
if (command === 'version') process.exit(0);
const known = JSON.parse(fs.readFileSync(files.stacks, 'utf8'))[stack] ?? {};
const state = path.join(files.states, stack);
const applied = fs.existsSync(state);
const end = (status) => {
  fs.appendFileSync(files.runs, JSON.stringify({ stack, command, started, ended: Date.now() }) + '\\n');
  process.exit(status);
};
const changed = (changes) => Object.entries(changes ?? {}).map(([address, actions]) =>
  ({ address, type: address.split('.')[0], mode: 'managed', change: { actions } }));
const boxed = (text) => process.stderr.write('\\u2577\\n\\u2502 Error: ' + text + '\\n\\u2575\\n');
if (command === 'init') end(0);
if (command === 'plan') {
  if (known.planError !== undefined) { boxed(known.planError); end(1); }
  const plan = { format_version: '1.2', resource_changes: applied ? [] : changed(known.changes),
    resource_drift: changed(known.drift), ...(applied ? { prior_state: { values: { root_module: {} } } } : {}) };
  fs.writeFileSync(args.find((arg) => arg.startsWith('-out=')).slice(5), JSON.stringify(plan));
  end(plan.resource_changes.length + plan.resource_drift.length > 0 ? 2 : 0);
}
if (command === 'show') { process.stdout.write(fs.readFileSync(args.at(-1), 'utf8')); end(0); }
if (command === 'apply') setTimeout(() => {
  if (known.applyError !== undefined) { boxed(known.applyError); end(1); }
  fs.writeFileSync(state, ''); end(0);
}, ${APPLY_MS});
`;
