import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { synthesizeManifests } from '../../charts/synthesize.js';
import { platformPath } from '../../services/definition/names.js';
import type { Platform } from '../../services/definition/platform.js';
import { plural } from '../cli/plural.js';
import type { Progress } from '../cli/progress.js';
import { writePlatform } from './platform-file.js';
import type { StacksProcess } from './stacks-process.js';

/** What was made for one environment, counted. */
export interface EnvironmentCounts {
  readonly environment: string;
  readonly locations: number;
  readonly services: number;
  readonly stacks: number;
  readonly resources: number;
  readonly objects: number;
  readonly files: number;
}

/** Writes platform files, Terraform JSON and manifests of the platforms into a folder laid out like the repository. */
export async function synthesizeOutputs(
  platforms: readonly Platform[],
  made: string,
  stacksProcess: StacksProcess,
  progress: Progress,
): Promise<EnvironmentCounts[]> {
  const platformFiles = platforms.map((platform) => {
    const file = join(made, platformPath(platform.environment.name));
    mkdirSync(dirname(file), { recursive: true });
    writePlatform(file, platform);
    return file;
  });
  const stacks = progress.step(
    'Terraform stacks',
    () => stacksProcess.synthesize({ platformFiles, outputDirectory: join(made, 'cdktf.out') }),
    (counts) => `${plural(Object.keys(counts).length, 'stack')}, ${plural(total(Object.values(counts)), 'resource')}`,
  );
  const manifests = progress.step(
    'manifests',
    () => platforms.map((platform) => synthesizeManifests(platform, join(made, 'dist/manifests'))),
    (counts) => `${plural(total(counts.map(({ objects }) => objects)), 'object')}`,
  );
  const [resourcesByStack, objects] = await Promise.all([stacks, manifests]);
  return platforms.map((platform, index) => countsOf(platform, resourcesByStack, objects[index]));
}

function countsOf(
  platform: Platform,
  resourcesByStack: Readonly<Record<string, number>>,
  manifests: { readonly objects: number; readonly files: number } | undefined,
): EnvironmentCounts {
  return {
    environment: platform.environment.name,
    locations: platform.locations.length,
    services: platform.services.length,
    stacks: platform.stacks.length,
    resources: total(platform.stacks.map(({ name }) => resourcesByStack[name] ?? 0)),
    objects: manifests?.objects ?? 0,
    files: manifests?.files ?? 0,
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
