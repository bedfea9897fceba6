import { defaultsFor } from '../tier-defaults.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { Problem } from '../source/yaml-source.js';
import type { CheckContext, Placed } from './check-context.js';

type Limit = 'min' | 'max';

/** Replicas a service has in an environment, with its tier's defaults. */
export function replicasOf({ effective }: Placed): { readonly min: number; readonly max: number } {
  const defaults = defaultsFor(effective.tier).scaling;
  return { min: effective.scaling?.min ?? defaults.min, max: effective.scaling?.max ?? defaults.max };
}

/** A diagnostic at the written limit that holds in an environment: the override, the definition, else the tier that sets the default. */
export function atReplicas(
  { service: { source, definition }, environment }: Placed,
  limit: Limit,
  problem: Problem,
): Diagnostic {
  const { name } = environment.definition.metadata;
  const overrides = definition.placement[name]?.overrides;
  const path =
    overrides?.scaling?.[limit] !== undefined
      ? ['placement', name, 'overrides', 'scaling', limit]
      : definition.scaling?.[limit] !== undefined
        ? ['scaling', limit]
        : ['tier'];
  return source.diagnose(path, 'value', problem);
}

/** Bounds are in order, and a disruption never takes every replica; both hold in every environment. */
export function checkScaling({ placements }: CheckContext): Diagnostic[] {
  return placements.flatMap((placed) => {
    const { min, max } = replicasOf(placed);
    const { name } = placed.environment.definition.metadata;
    const budget =
      placed.effective.scaling?.pdb?.maxUnavailable ?? defaultsFor(placed.effective.tier).scaling.pdb.maxUnavailable;
    const bounds: Problem = {
      code: 'scaling-bounds',
      message: `min ${min} is above max ${max} in ${name}`,
      fix: 'raise max or lower min',
    };
    const disruption: Problem = {
      code: 'disruption-budget',
      message: `${min} replicas in ${name}, of which a disruption may take ${budget}`,
      fix: `raise min to at least ${budget + 1}, or lower pdb.maxUnavailable`,
    };
    return [
      ...(min > max ? [atReplicas(placed, 'min', bounds)] : []),
      ...(min <= budget ? [atReplicas(placed, 'min', disruption)] : []),
    ];
  });
}
