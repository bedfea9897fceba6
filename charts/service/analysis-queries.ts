import { PAGE_BURN_RATE } from '../../services/definition/canary-samples.js';
import { eventCounts, type Objective } from './service-level-indicators.js';

/** Standard normal quantile for a one-sided test at 1 %: a healthy canary fails one step in a hundred. */
const SIGNIFICANCE_QUANTILE = 2.33;

const CANARY = 'rollouts_pod_template_hash="{{args.canary-hash}}"';
const STABLE = 'rollouts_pod_template_hash="{{args.stable-hash}}"';
const EITHER = 'rollouts_pod_template_hash=~"{{args.canary-hash}}|{{args.stable-hash}}"';
const WINDOW = '{{args.window}}';

/** A number to measure, and the bound above which the canary is worse. */
export interface Verdict {
  readonly query: string;
  readonly threshold: number;
}

/** Requests that the canary has served in the step's window. */
export const canarySamples = (namespace: string): string =>
  `sum(increase(istio_requests_total{reporter="destination",destination_service_namespace="${namespace}",${CANARY}}[${WINDOW}]))`;

/**
 * Judges one objective over a step's window.
 *
 * `stable`: the z value of a pooled two-proportion test between the canary's and the stable pods' rate of bad events; an absolute
 * bound would blame the canary for what a dependency does to both. `objective`: the canary's rate in multiples of the error
 * budget, bounded by the burn rate that pages.
 */
export function objectiveVerdict(namespace: string, objective: Objective, compareTo: 'stable' | 'objective'): Verdict {
  const canary = eventCounts(objective, namespace, CANARY);
  const canaryRate = `${canary.bad(WINDOW)} / ${canary.all(WINDOW)}`;
  if (compareTo === 'objective') {
    const budget = Number((1 - objective.target / 100).toFixed(6));
    return { query: `(${canaryRate}) / ${budget}`, threshold: PAGE_BURN_RATE };
  }
  const stable = eventCounts(objective, namespace, STABLE);
  const both = eventCounts(objective, namespace, EITHER);
  const [badCanary, allCanary] = [canary.bad(WINDOW), canary.all(WINDOW)];
  const [badStable, allStable] = [stable.bad(WINDOW), stable.all(WINDOW)];
  const [bad, all] = [both.bad(WINDOW), both.all(WINDOW)];
  // z = (bc·ns − bs·nc) · √(n / (b·(n − b)·nc·ns)); clamped, because without a bad event the root has no value and z is zero.
  const query = [
    `(${badCanary} * ${allStable}`,
    ` - ${badStable} * ${allCanary})`,
    `* sqrt(${all}`,
    ` / clamp_min(${bad} * (${all} - ${bad}), 1e-9)`,
    ` / ${allCanary}`,
    ` / ${allStable})`,
    '',
  ].join('\n');
  return { query, threshold: SIGNIFICANCE_QUANTILE };
}
