import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Working data of Terraform that a new synthesis leaves where it is: plugins, and the provider versions in use. */
export const KEPT_IN_STACKS = ['.terraform', '.terraform.lock.hcl'] as const;

export interface OutputSwap {
  /** The repository, where the outputs live. */
  readonly root: string;
  /** Folder with the new outputs, laid out like the repository and on its file system. */
  readonly staging: string;
  /** Folder that receives what was replaced. */
  readonly previous: string;
  /** Files and folders to replace or remove, relative to the root. */
  readonly outputs: readonly string[];
}

/**
 * Puts new outputs in the place of the old ones by renaming; an output that was not made anew is removed.
 *
 * Synchronous on purpose: no signal is handled half-way. When a rename fails, all earlier ones are undone.
 */
export function swapOutputs(swap: OutputSwap): void {
  const done: [from: string, to: string][] = [];
  const move = (from: string, to: string): void => {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    done.push([from, to]);
  };
  try {
    for (const output of swap.outputs) replace(swap, output, move);
  } catch (error) {
    for (const [from, to] of done.reverse()) renameSync(to, from);
    throw error;
  }
}

function replace(swap: OutputSwap, output: string, move: (from: string, to: string) => void): void {
  const current = join(swap.root, output);
  const made = join(swap.staging, output);
  if (existsSync(current)) {
    if (isStack(output) && existsSync(made)) {
      for (const kept of KEPT_IN_STACKS) {
        if (existsSync(join(current, kept))) move(join(current, kept), join(made, kept));
      }
    }
    move(current, join(swap.previous, output));
  }
  if (existsSync(made)) move(made, current);
}

function isStack(output: string): boolean {
  return dirname(output) === 'cdktf.out/stacks';
}

/** Names in a folder, sorted; none when it does not exist. */
export function entriesOf(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).sort() : [];
}
