import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failureText, lacksEarlierState, missingLookups } from './failure-text.js';
import { type PlannedChanges, readPlan } from './plan-document.js';
import { LOCK_FILE, PLAN_FILE, type StackFolder, unsavedState } from './stack-folder.js';
import type { TerraformProgram } from './terraform-program.js';

const INITIALIZED = 'initialized';
const CHANGES = 2;
const INTERRUPTED = 'interrupted before it began';

/** What planning one stack gave. */
export type PlanResult =
  | ({ readonly outcome: 'unchanged' | 'changed' } & PlannedChanges)
  | { readonly outcome: 'blocked'; readonly by: readonly string[] }
  | { readonly outcome: 'failed'; readonly error: string };

export interface PlanOptions {
  readonly kind: 'changes' | 'drift';
  /** How long terraform waits for a lock that another process holds, such as `2m`; null looks without a lock, which CI’s plan role may not write. */
  readonly lockTimeout: string | null;
  /** Leaves the plan in the folder to be applied; otherwise it goes, because it holds values that may be secret. */
  readonly keep: boolean;
}

/** Plans stacks with one terraform; only one init runs at a time, because a shared provider cache stands no second. */
export class StackPlanner {
  readonly #terraform: TerraformProgram;
  #initializing: Promise<unknown> = Promise.resolve();

  constructor(terraform: TerraformProgram) {
    this.#terraform = terraform;
  }

  /** Init and plan of one stack. */
  async plan(folder: StackFolder, options: PlanOptions): Promise<PlanResult> {
    const result = await this.#plan(folder, options);
    if (!options.keep || result.outcome !== 'changed') rmSync(join(folder.path, PLAN_FILE), { force: true });
    return result;
  }

  async #plan(folder: StackFolder, { kind, lockTimeout }: PlanOptions): Promise<PlanResult> {
    const unsaved = unsavedState(folder);
    if (unsaved !== undefined) return { outcome: 'failed', error: unsavedAdvice(folder, unsaved) };
    const failed = await this.#initialize(folder);
    if (failed !== undefined) return { outcome: 'failed', error: failed };
    if (this.#terraform.interrupted) return { outcome: 'failed', error: INTERRUPTED };
    const drift = kind === 'drift' ? ['-refresh-only'] : [];
    const { exitCode, output } = await this.#terraform.run(
      [
        'plan',
        '-input=false',
        '-no-color',
        '-detailed-exitcode',
        lockTimeout === null ? '-lock=false' : `-lock-timeout=${lockTimeout}`,
        ...drift,
        `-out=${PLAN_FILE}`,
      ],
      { folder: folder.path, log: 'plan.log' },
    );
    if (exitCode === 0) return { outcome: 'unchanged', changes: [], outputs: [] };
    if (exitCode === CHANGES) {
      const planned = readPlan(await this.#terraform.show(folder.path, PLAN_FILE), kind);
      // A refresh-only plan ends with 2 also when it says "No changes": states that differ only in how they are written.
      const nothing = kind === 'drift' && planned.changes.length === 0 && planned.outputs.length === 0;
      return { outcome: nothing ? 'unchanged' : 'changed', ...planned };
    }
    if (lacksEarlierState(output)) return { outcome: 'blocked', by: folder.reads };
    const lookups = missingLookups(output).map((type) => folder.madeBy(type));
    if (lookups.length > 0 && lookups.every((makers) => makers.length > 0)) {
      return { outcome: 'blocked', by: [...new Set(lookups.flat())] };
    }
    return { outcome: 'failed', error: failureText(output) };
  }

  async #initialize(folder: StackFolder): Promise<string | undefined> {
    const turn = this.#initializing.then(() => initialize(this.#terraform, folder));
    this.#initializing = turn.catch(() => undefined);
    return turn;
  }
}

/** Runs init unless the folder was initialized for the same backend and providers; gives the error when it fails. */
async function initialize(terraform: TerraformProgram, folder: StackFolder): Promise<string | undefined> {
  const { path, initDigest, providersDigest } = folder;
  const mark = join(path, INITIALIZED);
  const stamp = `${initDigest} ${terraform.version}\n`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === stamp && existsSync(join(path, '.terraform')))
    return undefined;
  if (terraform.interrupted) return INTERRUPTED;
  // With the checksums of a stack that has the same providers, Terraform takes them from its cache instead of fetching them again.
  const shared = join(path, '../../provider-locks', `${providersDigest}.hcl`);
  if (existsSync(shared)) copyFileSync(shared, join(path, LOCK_FILE));
  const { exitCode, output } = await terraform.run(['init', '-input=false', '-no-color'], {
    folder: path,
    log: 'init.log',
  });
  if (exitCode !== 0) return failureText(output);
  mkdirSync(dirname(shared), { recursive: true });
  if (existsSync(join(path, LOCK_FILE))) copyFileSync(join(path, LOCK_FILE), shared);
  writeFileSync(mark, stamp);
  return undefined;
}

function unsavedAdvice({ path }: StackFolder, file: string): string {
  return [
    `an earlier run could not save the state and left it in ${file}`,
    `in ${path}: run terraform state push errored.tfstate, then remove that file`,
  ].join('\n');
}
