import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../cli/usage-error.js';

const entry = z.object({
  status: z.enum(['waiting', 'applying', 'applied', 'unchanged', 'failed']),
  /** Of the configuration that the status belongs to. */
  digest: z.string(),
  /** The terraform that applies the stack; it outlives a finflow that is killed. */
  pid: z.number().optional(),
});

const journal = z.object({
  version: z.literal(1),
  environment: z.string(),
  finished: z.boolean(),
  stacks: z.record(z.string(), entry),
});

export type JournalEntry = Readonly<z.infer<typeof entry>>;
type Content = z.infer<typeof journal>;

/** Where the journal of an environment's last deploy lies. */
export const journalPath = (root: string, environment: string): string =>
  join(root, '.finflow', `deploy-${environment}.json`);

/**
 * What a deploy has done so far, on disk before anything else happens: a deploy that is killed can be resumed. The states
 * remain the truth; the journal only says which stacks need no second look and which terraform may still run.
 */
export class DeployJournal {
  readonly #file: string;
  readonly #content: Content;

  private constructor(file: string, content: Content) {
    this.#file = file;
    this.#content = content;
  }

  /** The journal of the last deploy; undefined when there was none. */
  static read(root: string, environment: string): DeployJournal | undefined {
    const file = journalPath(root, environment);
    const text = textOf(file);
    if (text === undefined) return undefined;
    try {
      return new DeployJournal(file, journal.parse(JSON.parse(text)));
    } catch {
      throw new UsageError(
        `${file} is no journal of a deploy`,
        'remove it; every stack is planned again from its state',
      );
    }
  }

  /** A new journal in place of the last one. */
  static begin(root: string, environment: string, digests: Readonly<Record<string, string>>): DeployJournal {
    const stacks = Object.entries(digests).map(([name, digest]) => [name, { status: 'waiting', digest }] as const);
    const content: Content = { version: 1, environment, finished: false, stacks: Object.fromEntries(stacks) };
    const begun = new DeployJournal(journalPath(root, environment), content);
    begun.#write();
    return begun;
  }

  get finished(): boolean {
    return this.#content.finished;
  }

  get stacks(): readonly string[] {
    return Object.keys(this.#content.stacks);
  }

  entry(stack: string): JournalEntry | undefined {
    return this.#content.stacks[stack];
  }

  /** True when the stack was completed with this very configuration. */
  isDone(stack: string, digest: string): boolean {
    const found = this.entry(stack);
    return found?.digest === digest && (found.status === 'applied' || found.status === 'unchanged');
  }

  record(stack: string, next: JournalEntry): void {
    this.#content.stacks[stack] = next;
    this.#write();
  }

  finish(): void {
    this.#content.finished = true;
    this.#write();
  }

  // Complete on disk under another name first: whoever reads finds the journal before the change or after it.
  #write(): void {
    const folder = dirname(this.#file);
    mkdirSync(folder, { recursive: true });
    const draft = `${this.#file}.${process.pid}`;
    const file = openSync(draft, 'w');
    writeSync(file, `${JSON.stringify(this.#content, null, 2)}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, this.#file);
    const directory = openSync(folder, 'r');
    fsyncSync(directory);
    closeSync(directory);
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
