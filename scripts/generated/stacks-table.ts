import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WAVES, type Layer } from '../../services/definition/layers.js';
import type { PlannedStack, Platform } from '../../services/definition/platform.js';
import { synthesizeStacks } from '../../stacks/synthesize.js';
import { plural } from '../cli/plural.js';
import { markdownTable } from './generated-file.js';

/** How many managed resources each stack has, by stack, counted in what synthesis writes. */
export type ResourceCounts = ReadonlyMap<string, number>;

/** Synthesizes the stacks of all platforms into a folder that is gone afterwards, and counts. */
export function countResources(platforms: readonly Platform[]): ResourceCounts {
  const folder = mkdtempSync(join(tmpdir(), 'finflow-count-'));
  try {
    synthesizeStacks(platforms, folder);
    return new Map(
      platforms.flatMap(({ stacks }) => stacks.map(({ name }) => [name, resourcesIn(join(folder, 'stacks', name))])),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resourcesIn(directory: string): number {
  const { resource = {} } = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) as {
    readonly resource?: Readonly<Record<string, object>>;
  };
  return Object.values(resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
}

/** One row a layer, in the order of waves: stacks and resources of each environment. */
export function layersTable(platforms: readonly Platform[], counts: ResourceCounts): string {
  const rows = WAVES.flatMap((layers, wave) =>
    layers.map((layer: Layer) => [
      String(wave + 1),
      layer,
      ...platforms.map(({ stacks }) =>
        describe(
          stacks.filter((stack) => stack.layer === layer),
          counts,
        ),
      ),
    ]),
  );
  const total = ['', '**all**', ...platforms.map(({ stacks }) => `**${describe(stacks, counts)}**`)];
  return markdownTable(['wave', 'layer', ...platforms.map(({ environment }) => environment.name)], [...rows, total]);
}

function describe(stacks: readonly PlannedStack[], counts: ResourceCounts): string {
  if (stacks.length === 0) return '–';
  return `${plural(stacks.length, 'stack')}, ${plural(sumOf(stacks, counts), 'resource')}`;
}

/** Resources of some stacks together. */
export const sumOf = (stacks: readonly PlannedStack[], counts: ResourceCounts): number =>
  stacks.reduce((sum, { name }) => sum + (counts.get(name) ?? 0), 0);
