import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Platform } from '../../services/definition/platform.js';
import { unknownName } from '../cli/usage-error.js';
import { valueAt } from '../perturbation/plain-data.js';

/** One Kubernetes object or Terraform resource as it was synthesized. */
export interface SynthesizedObject {
  readonly kind: string;
  readonly name: string;
  readonly data: unknown;
}

/** An application's manifests or a stack, and how to make it again from a changed platform. */
export interface LocatedArtifact {
  /** Relative to the repository root. */
  readonly path: string;
  readonly platform: Platform;
  synthesize(platform: unknown): readonly SynthesizedObject[];
}

/** Finds the artefact that a path or short name stands for. */
export async function locateArtifact(platforms: readonly Platform[], artifact: string): Promise<LocatedArtifact> {
  const name = artifact
    .replace(/^\.?\/?(dist\/manifests|cdktf\.out\/stacks)\//, '')
    .replace(/\/[^/]+\.(yaml|json)$/, '')
    .replace(/\/$/, '');
  const [environment = ''] = name.split(/[/-]/, 1);
  const platform = platforms.find((candidate) => candidate.environment.name === environment);
  if (platform === undefined) {
    throw unknownName(
      'environment',
      environment,
      platforms.map((known) => known.environment.name),
    );
  }
  return name.includes('/') ? locateApplication(platform, name) : locateStack(platform, name);
}

async function locateApplication(platform: Platform, name: string): Promise<LocatedArtifact> {
  const { synthesizeApplication } = await import('./synthesize-application.js');
  const planned = platform.applications.find(({ path }) => path === `dist/manifests/${name}`);
  if (planned === undefined) {
    const short = platform.applications.map(({ path }) => path.replace('dist/manifests/', ''));
    throw unknownName('application', name, short);
  }
  return {
    path: planned.path,
    platform,
    synthesize: (changed) =>
      synthesizeApplication(changed as Platform, planned).map((data) => ({
        kind: String(valueAt(data, ['kind'])),
        name: String(valueAt(data, ['metadata', 'name'])),
        data,
      })),
  };
}

async function locateStack(platform: Platform, name: string): Promise<LocatedArtifact> {
  const { synthesizeStacks } = await import('../../stacks/synthesize.js');
  const planned = platform.stacks.find((stack) => stack.name === name);
  if (planned === undefined) {
    const names = platform.stacks.map((stack) => stack.name);
    throw unknownName('stack', name, names);
  }
  const synthesize = (changed: Platform): SynthesizedObject[] =>
    inTemporaryFolder((folder) => {
      synthesizeStacks([changed], folder);
      return resourcesIn(join(folder, 'stacks', name, 'cdk.tf.json'));
    });
  const alone = (whole: Platform): Platform => ({
    ...whole,
    environment: { ...whole.environment, edge: null },
    locations: whole.locations.filter((location) => location.name === planned.scope),
    stacks: whole.stacks.filter(({ scope }) => scope === planned.scope),
  });
  // Without the other locations it is an order of magnitude quicker; taken only where the stack stays the same without them.
  const isAlone =
    platform.locations.some(({ name }) => name === planned.scope) &&
    JSON.stringify(synthesize(platform)) === JSON.stringify(synthesize(alone(platform)));
  return {
    path: planned.path,
    platform,
    synthesize: (changed) => synthesize(isAlone ? alone(changed as Platform) : (changed as Platform)),
  };
}

function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'finflow-explain-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resourcesIn(file: string): SynthesizedObject[] {
  const stack = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, Record<string, unknown>>>;
  return Object.entries({ ...stack['resource'], ...stack['data'] }).flatMap(([kind, named]) =>
    Object.entries(named).map(([name, data]) => ({ kind, name, data })),
  );
}
