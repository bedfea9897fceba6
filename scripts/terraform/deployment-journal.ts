import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../cli/usage-error.js';

const journalSchema = z.strictObject({
  environment: z.string(),
  /** Every stack of the deployment, in the order in which they come. */
  stacks: z.array(z.string()),
  /** Stacks whose plan was applied, or that had nothing to apply. */
  done: z.array(z.string()),
  /** Stacks whose plan was handed to Terraform and whose end nobody has seen yet. */
  applying: z.array(z.string()),
});

type Entries = z.infer<typeof journalSchema>;

/**
 * How far a deployment of an environment has come. It survives the process: what is done is not done again, and what was begun is planned
 * again, because only Terraform's state knows how it ended.
 */
export interface DeploymentJournal {
  readonly done: readonly string[];
  /** Begun by a deployment that did not live to see the end. */
  readonly begun: readonly string[];
  readonly begin: (stack: string) => void;
  readonly finish: (stack: string) => void;
  /** The deployment is complete. */
  readonly close: () => void;
}

export interface JournalOptions {
  readonly environment: string;
  readonly stacks: readonly string[];
  readonly resume: boolean;
}

const fileOf = (root: string, environment: string): string => join(root, '.finflow', `deploy-${environment}.json`);

/**
 * Opens the journal of a new deployment, or of one that did not end.
 *
 * @throws UsageError when an earlier deployment did not end and nobody asked to resume it, or when there is none to resume
 */
export function openJournal(root: string, { environment, stacks, resume }: JournalOptions): DeploymentJournal {
  const file = fileOf(root, environment);
  const earlier = existsSync(file) ? journalSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  if (earlier !== undefined && !resume) {
    throw new UsageError(
      `a deployment of ${environment} did not end: ${earlier.done.length} of ${earlier.stacks.length} stacks are done`,
      `go on with finflow deploy --environment ${environment} --resume, or delete ${file} to begin anew`,
    );
  }
  if (earlier === undefined && resume) {
    throw new UsageError(`no deployment of ${environment} was interrupted`, 'leave --resume out');
  }
  let entries: Entries = {
    environment,
    stacks: [...stacks],
    done: earlier?.done ?? [],
    applying: earlier?.applying ?? [],
  };
  const begun = [...entries.applying];
  const change = (next: Partial<Entries>): void => {
    entries = { ...entries, ...next };
    writeDurably(file, `${JSON.stringify(entries, null, 2)}\n`);
  };
  return {
    done: [...entries.done],
    begun,
    begin: (stack) => change({ applying: [...entries.applying.filter((name) => name !== stack), stack] }),
    finish: (stack) =>
      change({ applying: entries.applying.filter((name) => name !== stack), done: [...entries.done, stack] }),
    close: () => rmSync(file, { force: true }),
  };
}

/** The whole text or the one before it, whatever happens meanwhile. */
function writeDurably(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.draft`;
  const descriptor = openSync(draft, 'w');
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(draft, file);
}
