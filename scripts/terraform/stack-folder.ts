import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { PlannedStack } from '../../services/definition/platform.js';

/** As deep below the checkout as `cdktf.out/stacks/<stack>`: the paths of local states hold in both. */
const FOLDERS = '.finflow/stacks';
export const PLAN_FILE = 'finflow.tfplan';
export const LOCK_FILE = '.terraform.lock.hcl';
/** Where terraform leaves a state that it could not save. */
const UNSAVED_STATE = 'errored.tfstate';

const configuration = z.object({
  terraform: z.object({ backend: z.unknown(), required_providers: z.unknown() }),
  data: z
    .object({ terraform_remote_state: z.record(z.string(), z.object({ config: z.record(z.string(), z.unknown()) })) })
    .partial()
    .default({}),
});

/** The folder that terraform runs in for one stack; it outlives a synthesis, which replaces `cdktf.out`. */
export interface StackFolder {
  readonly stack: PlannedStack;
  readonly path: string;
  /** Digest of the configuration: another value means another plan. */
  readonly digest: string;
  /** Digest of backend and providers: another value means another init. */
  readonly initDigest: string;
  readonly providersDigest: string;
  /** Stacks of earlier waves whose outputs this one reads. */
  readonly reads: readonly string[];
  /** Stacks of earlier waves that make resources of a type where this one is: what it looks up by name. */
  readonly madeBy: (type: string) => readonly string[];
}

/** Copies a synthesized stack to where terraform runs. */
export function stackFolder(root: string, stack: PlannedStack, all: readonly PlannedStack[]): StackFolder {
  const path = join(root, FOLDERS, stack.name);
  // Plans and logs may hold secrets.
  mkdirSync(path, { recursive: true, mode: 0o700 });
  cpSync(join(root, stack.path), path, {
    recursive: true,
    filter: (source) => !/\.terraform(\.lock\.hcl)?$/.test(source),
  });
  const text = readFileSync(join(path, 'cdk.tf.json'), 'utf8');
  const { terraform, data } = configuration.parse(JSON.parse(text));
  const remote = Object.values(data.terraform_remote_state ?? {}).map(({ config }) => config);
  return {
    ...{ stack, path },
    digest: digestOf(text),
    initDigest: digestOf(JSON.stringify(terraform)),
    providersDigest: digestOf(JSON.stringify(terraform.required_providers)),
    reads: all.filter(({ stateKey }) => remote.some((config) => readsState(config, stateKey))).map(({ name }) => name),
    madeBy: (type) =>
      all.filter((other) => isEarlier(other, stack) && makes(join(root, other.path), type)).map(({ name }) => name),
  };
}

const isEarlier = (other: PlannedStack, { wave, locations }: PlannedStack): boolean =>
  other.wave < wave && other.locations.some((location) => locations.includes(location));

const makes = (folder: string, type: string): boolean =>
  z
    .object({ resource: z.record(z.string(), z.unknown()).default({}) })
    .parse(JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'))).resource[type] !== undefined;

/** A state that terraform could not save and left in the folder; planning over it would create everything in it again. */
export function unsavedState({ path }: StackFolder): string | undefined {
  const file = join(path, UNSAVED_STATE);
  return existsSync(file) ? file : undefined;
}

/** S3 names a state by its key, Cloud Storage by its folder, the local backend by its path. */
function readsState({ key, prefix, path }: Readonly<Record<string, unknown>>, stateKey: string): boolean {
  return (
    key === stateKey || prefix === dirname(stateKey) || (typeof path === 'string' && path.endsWith(`/${stateKey}`))
  );
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
