import { type CanaryTraffic, samplesToNotice, stepSamples } from '../canary-samples.js';
import type { ServiceDefinition } from '../service-schema.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { durationSeconds } from '../source/units.js';
import { defaultMinSamples, defaultsFor } from '../tier-defaults.js';
import type { CheckContext, LoadedService, Placed } from './check-context.js';

interface Step {
  readonly weight: number;
  readonly hold?: string | undefined;
}

/** Canary steps ascend to everyone, and judge by enough requests to notice the page-level error rate. */
export function checkCanary({ loaded, placementsByService }: CheckContext): Diagnostic[] {
  return loaded.services.flatMap((service) =>
    service.definition.rollout?.strategy === 'blue-green'
      ? []
      : [
          ...checkSteps(service),
          ...checkSamples(service),
          ...checkTraffic(service, placementsByService.get(service) ?? []),
        ],
  );
}

function stepsOf({ rollout, tier }: ServiceDefinition): readonly Step[] {
  return rollout?.steps ?? defaultsFor(tier).rollout.canarySteps;
}

function checkSteps({ source, definition }: LoadedService): Diagnostic[] {
  const steps = definition.rollout?.steps ?? [];
  const at = (index: number, message: string, fix: string): Diagnostic =>
    source.diagnose(['rollout', 'steps', index, 'weight'], 'value', { code: 'rollout-steps', message, fix });
  const descending = steps.flatMap(({ weight }, index) => {
    const before = steps[index - 1]?.weight ?? 0;
    return weight > before
      ? []
      : [at(index, `${weight} % does not shift more traffic than the ${before} % before`, `write more than ${before}`)];
  });
  const last = steps.at(-1);
  const unfinished =
    last === undefined || last.weight === 100
      ? []
      : [at(steps.length - 1, `the last step leaves ${100 - last.weight} % on the old version`, 'end with weight 100')];
  return [...descending, ...unfinished];
}

function checkSamples({ source, definition }: LoadedService): Diagnostic[] {
  const { rollout, slo } = definition;
  const analysis = rollout?.analysis;
  if (analysis === undefined || slo === undefined) return [];
  const targets = slo.objectives
    .filter(({ name, sli }) => 'errors' in sli && analysis.use.includes(name))
    .map(({ target }) => target);
  if (targets.length === 0) return [];
  const strictest = Math.max(...targets);
  const needed = samplesToNotice(strictest);
  if (!Number.isFinite(needed) || analysis.minSamples >= needed) return [];
  return [
    source.diagnose(['rollout', 'analysis', 'minSamples'], 'value', {
      code: 'canary-samples',
      message: `${analysis.minSamples} requests miss a page-level error rate at ${strictest} % too often; ${needed} show an error with 95 % probability`,
      fix: `write ${needed} or more`,
    }),
  ];
}

/** Only the location with the most traffic is judged; where traffic cannot reach, a probe follows a loaded location. */
function checkTraffic({ source, definition }: LoadedService, placements: readonly Placed[]): Diagnostic[] {
  const { slo, capacity, rollout } = definition;
  if (slo === undefined || capacity === undefined) return [];
  const needed = rollout?.analysis?.minSamples ?? defaultMinSamples(slo);
  const [busiest] = placements
    .flatMap((placed) => trafficOf(placed, capacity.requestsPerTransaction))
    .sort((a, b) => requestsPerSecond(b.traffic) - requestsPerSecond(a.traffic));
  if (busiest === undefined) return [];
  return stepsOf(definition).flatMap(({ weight, hold }, index) => {
    const seen = hold === undefined ? needed : stepSamples(busiest.traffic, weight, durationSeconds(hold));
    if (seen >= needed) return [];
    const path =
      rollout?.steps === undefined ? ['capacity', 'requestsPerTransaction'] : ['rollout', 'steps', index, 'weight'];
    return [
      source.diagnose(path, 'value', {
        code: 'canary-traffic',
        message: `${weight} % for ${hold ?? ''} sees ${seen} requests in ${busiest.place}, the busiest location; the analysis waits for ${needed}`,
        fix: 'hold the step longer, raise its weight, or judge by a lower target',
      }),
    ];
  });
}

function requestsPerSecond({
  transactionsPerSecond,
  typicalLoad,
  share,
  requestsPerTransaction,
}: CanaryTraffic): number {
  return transactionsPerSecond * typicalLoad * share * requestsPerTransaction;
}

function trafficOf(
  { environment, locations }: Placed,
  requestsPerTransaction: number,
): { traffic: CanaryTraffic; place: string }[] {
  const { jurisdictions, metadata } = environment.definition;
  return locations.flatMap(({ name, jurisdiction, share }) => {
    const load = jurisdictions.find((each) => each.name === jurisdiction);
    if (load === undefined) return [];
    const { typicalLoad, peak } = load;
    const traffic = { transactionsPerSecond: peak.transactionsPerSecond, typicalLoad, share, requestsPerTransaction };
    return [{ traffic, place: `${name} of ${metadata.name}` }];
  });
}
