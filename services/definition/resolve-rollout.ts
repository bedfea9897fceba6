import type { EnvironmentDefinition, LocationDefinition } from '../../environments/schema.js';
import { trafficReaches } from './canary-samples.js';
import type { Service } from './platform.js';
import type { ServiceDefinition } from './service-schema.js';
import { durationSeconds } from './source/units.js';
import { defaultMinSamples, defaultsFor } from './tier-defaults.js';

/** Steps, analysis and freezes of a service, and for each location whether its traffic can carry the analysis. */
export function resolveRollout(
  definition: ServiceDefinition,
  environment: EnvironmentDefinition,
  locations: readonly LocationDefinition[],
): Service['rollout'] {
  const { rollout, slo, capacity, tier } = definition;
  const defaults = defaultsFor(tier).rollout;
  const strategy = rollout?.strategy ?? defaults.strategy;
  const written: readonly { weight: number; hold?: string | undefined }[] =
    rollout?.steps ?? (strategy === 'canary' ? defaults.canarySteps : defaults.blueGreenSteps);
  const steps = written.map(({ weight, hold }) => ({
    weight,
    holdSeconds: hold === undefined ? 0 : durationSeconds(hold),
  }));
  const analysis =
    slo === undefined
      ? null
      : (rollout?.analysis ?? {
          use: slo.objectives.map(({ name }) => name),
          compareTo: defaults.compareTo,
          minSamples: defaultMinSamples(slo),
          onNoData: defaults.onNoData,
        });
  const gate = (location: LocationDefinition): 'traffic' | 'synthetic-probe' => {
    const jurisdiction = environment.jurisdictions.find(({ name }) => name === location.jurisdiction);
    if (analysis === null || capacity === undefined || jurisdiction === undefined) return 'synthetic-probe';
    const traffic = {
      transactionsPerSecond: jurisdiction.peak.transactionsPerSecond,
      typicalLoad: jurisdiction.typicalLoad,
      share: location.share,
      requestsPerTransaction: capacity.requestsPerTransaction,
    };
    return trafficReaches(traffic, steps, analysis.minSamples) ? 'traffic' : 'synthetic-probe';
  };
  return {
    strategy,
    steps,
    analysis,
    freeze: (rollout?.freeze ?? []).map(({ duration, ...freeze }) => ({
      ...freeze,
      durationSeconds: durationSeconds(duration),
    })),
    gates: Object.fromEntries(locations.map((location) => [location.name, gate(location)])),
  };
}
