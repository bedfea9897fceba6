import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the fake behaves for one stack. */
export interface FakeStack {
  /** Actions of the plan's resources by address; empty: no changes. Default: one create. */
  readonly changes?: Readonly<Record<string, readonly string[]>>;
  readonly planFails?: string;
  readonly applyFails?: string;
  /** How long an apply takes. */
  readonly applyMs?: number;
  /** A plan fails until these stacks are applied. */
  readonly reads?: readonly string[];
}

export interface FakeEvent {
  readonly stack: string;
  readonly event: 'init' | 'plan' | 'apply' | 'settle' | 'applied' | 'interrupted';
}

/** A program named `terraform` in a folder of its own, which keeps in files what was applied and writes down every run. */
export class FakeTerraform {
  readonly folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  readonly #events = join(this.folder, 'events');

  constructor() {
    mkdirSync(join(this.folder, 'applied'));
    const program = join(this.folder, 'terraform');
    writeFileSync(program, `#!${process.execPath}\n${SCRIPT}`);
    chmodSync(program, 0o755);
    this.behave({});
  }

  behave(stacks: Readonly<Record<string, FakeStack>>): void {
    writeFileSync(join(this.folder, 'stacks.json'), JSON.stringify(stacks));
  }

  /** Marks stacks as applied, as if by an earlier deploy. */
  markApplied(names: readonly string[]): void {
    for (const name of names) writeFileSync(join(this.folder, 'applied', name), '');
  }

  isApplied(name: string): boolean {
    return existsSync(join(this.folder, 'applied', name));
  }

  /** What ran since the last call, in the order in which it happened. */
  takeEvents(): readonly FakeEvent[] {
    appendFileSync(this.#events, '');
    const lines = readFileSync(this.#events, 'utf8')
      .trim()
      .split('\n')
      .filter((line) => line !== '');
    writeFileSync(this.#events, '');
    return lines.map((line) => JSON.parse(line) as FakeEvent);
  }
}

/** CommonJS, run by a bare node: it stands in for a binary. */
const SCRIPT = String.raw`
const { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const home = dirname(process.argv[1]);
const stack = basename(process.cwd());
const [command, ...args] = process.argv.slice(2);
const behaviour = JSON.parse(readFileSync(join(home, 'stacks.json'), 'utf8'))[stack] ?? {};
const applied = (name) => existsSync(join(home, 'applied', name));
const note = (event) => appendFileSync(join(home, 'events'), JSON.stringify({ stack, event }) + '\n');
const fail = (text) => { console.error(text); process.exit(1); };
const changes = () => Object.entries(applied(stack) ? {} : behaviour.changes ?? { 'fake_thing.one': ['create'] });
if (command === 'version') console.log('{"terraform_version": "1.11.4"}');
if (command === 'init') { note('init'); mkdirSync('.terraform', { recursive: true }); writeFileSync('.terraform.lock.hcl', ''); }
if (command === 'plan') {
  note('plan');
  appendFileSync(join(home, 'locks'), args.filter((arg) => arg.startsWith('-lock')).join(' ') + '\n');
  if (behaviour.planFails) fail('Error: ' + behaviour.planFails);
  if ((behaviour.reads ?? []).some((name) => !applied(name))) fail('Error: Unable to find remote state');
  if (changes().length > 0) { writeFileSync('finflow.tfplan', 'plan'); process.exitCode = 2; }
}
if (command === 'show') {
  const resource_changes = changes().map(([address, actions]) => ({
    address, type: address.split('.')[0], mode: 'managed', change: { actions, before: { a: 1 }, after: { a: 2 } },
  }));
  console.log(JSON.stringify({ resource_changes, resource_drift: resource_changes }));
}
if (command === 'apply' && args.includes('-refresh-only')) note('settle');
else if (command === 'apply') {
  if (!existsSync('finflow.tfplan')) fail('Error: there is no saved plan');
  note('apply');
  process.on('SIGINT', () => { note('interrupted'); fail('Error: interrupted'); });
  setTimeout(() => {
    if (behaviour.applyFails) fail('Error: ' + behaviour.applyFails);
    console.log('Apply complete!');
    writeFileSync(join(home, 'applied', stack), '');
    note('applied');
    process.exit(0);
  }, behaviour.applyMs ?? 50);
}
`;
