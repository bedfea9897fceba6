import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedStack, Platform } from '../../services/definition/platform.js';
import { synthesizeStacks } from '../synthesize.js';
import { type StackJson, withoutResources } from './without-resources.js';

/** With the default of 25 tries a call that is not served outlasts a test. */
const MAX_RETRIES = 4;

export interface LocalCopyOptions {
  readonly endpoint: string;
  readonly isUnwanted: (type: string, name: string) => boolean;
}

/** The folder of a stack in a copy, and what was left out of it. */
export interface CopiedStack {
  readonly planned: PlannedStack;
  readonly directory: string;
  readonly removed: readonly string[];
}

/**
 * Synthesizes a platform into `directory` for an API server at `endpoint`, then takes out what is unwanted. The stacks come in the order in
 * which they are deployed.
 */
export function localCopy(platform: Platform, directory: string, options: LocalCopyOptions): CopiedStack[] {
  const { endpoint, isUnwanted } = options;
  const outputs = join(directory, 'cdktf.out');
  mkdirSync(outputs, { recursive: true });
  const locations = platform.locations.map((location) =>
    location.cloud === 'aws' ? { ...location, endpoint } : location,
  );
  synthesizeStacks([{ ...platform, locations }], outputs);
  return platform.stacks
    .toSorted((a, b) => a.wave - b.wave)
    .map((planned) => {
      const folder = join(directory, planned.path);
      const file = join(folder, 'cdk.tf.json');
      const { stack, removed } = withoutResources(JSON.parse(readFileSync(file, 'utf8')) as StackJson, isUnwanted);
      writeFileSync(file, JSON.stringify(withFewRetries(stack), null, 2));
      return { planned, directory: folder, removed };
    });
}

function withFewRetries(stack: StackJson): StackJson {
  const provider = stack['provider'] as Readonly<Record<string, readonly object[]>>;
  const aws = (provider['aws'] ?? []).map((settings) => ({ ...settings, max_retries: MAX_RETRIES }));
  return { ...stack, provider: { ...provider, aws } };
}
