import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { manifestPath, stackPath } from '../../services/definition/names.js';
import type { Platform } from '../../services/definition/platform.js';
import { UsageError, unknownName } from '../cli/usage-error.js';
import { valueAt } from '../perturbation/plain-data.js';
import { entriesOf } from '../synthesis/output-swap.js';

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
  const { synthesizeManifests } = await import('../../charts/synthesize.js');
  const planned = platform.applications.find(({ path }) => path === `dist/manifests/${name}`);
  if (planned === undefined) {
    const short = platform.applications.map(({ path }) => path.replace('dist/manifests/', ''));
    throw unknownName('application', name, short);
  }
  const path = manifestPath(platform.environment.name, planned.location, planned.application);
  return {
    path,
    platform,
    synthesize: (changed) =>
      inTemporaryFolder((folder) => {
        const applications = (changed as Platform).applications.filter((candidate) => candidate.path === planned.path);
        synthesizeManifests({ ...(changed as Platform), applications }, folder);
        return objectsBelow(join(folder, name));
      }),
  };
}

async function locateStack(platform: Platform, name: string): Promise<LocatedArtifact> {
  const { synthesizeStacks } = await import('../../stacks/synthesize.js');
  const names = platform.stacks.map((stack) => stack.name);
  if (!names.includes(name)) throw unknownName('stack', name, names);
  return {
    path: stackPath(name),
    platform,
    synthesize: (changed) =>
      inTemporaryFolder((folder) => {
        synthesizeStacks([changed as Platform], folder);
        return resourcesIn(join(folder, 'stacks', name, 'cdk.tf.json'));
      }),
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

function objectsBelow(folder: string): SynthesizedObject[] {
  const objects = entriesOf(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => document.toJS() as unknown),
  );
  if (objects.length === 0) throw new UsageError('the application is empty', 'synthesize it first: finflow synth');
  return objects.map((data) => ({
    kind: String(valueAt(data, ['kind'])),
    name: String(valueAt(data, ['metadata', 'name'])),
    data,
  }));
}

function resourcesIn(file: string): SynthesizedObject[] {
  const stack = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, Record<string, unknown>>>;
  return Object.entries({ ...stack['resource'], ...stack['data'] }).flatMap(([kind, named]) =>
    Object.entries(named).map(([name, data]) => ({ kind, name, data })),
  );
}
