import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import type { Json } from '../../../engine/json.js';
import { isObject } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { scaledWorkloads } from '../scaled-workload.js';

/** Judges a disruption budget at the smallest number of replicas: it must keep pods, and let a node drain. */
export const disruptionBudget = defineRule<Declared<DeclaredService>>({
  id: 'POD-010',
  area: 'availability',
  severity: 'medium',
  title: 'one disruption budget keeps replicas of every service and still lets a node drain',
  risk: 'an upgrade evicts all replicas at once, or can never finish',
  fix: 'add one PodDisruptionBudget that selects the pods, with maxUnavailable below the minimum of replicas',
  population: 'every declared service in every location it is placed in',
  covers: ['PodDisruptionBudget'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    const workloads = scaledWorkloads(service, location, graph);
    if (workloads.length === 0) return fail('no workload runs it', { evidence: null });
    const budgets = graph.inNamespace('PodDisruptionBudget', location, service.derived.namespace);
    const verdicts = workloads.flatMap((workload) => {
      const own = budgets.filter((budget) => {
        const labels = budget.at('spec.selector.matchLabels');
        return isObject(labels) && workload.isSelectedBy(labels);
      });
      const [budget] = own;
      if (budget === undefined)
        return [fail(`no budget selects ${workload.kind} ${workload.name}`, { evidence: null })];
      // The eviction API refuses every eviction of a pod that two budgets select.
      if (own.length > 1) return [fail(`${own.length} budgets select the same pods`, { evidence: own.length })];
      return [judge(budget, service.scaling.min)];
    });
    const faults = verdicts.filter(({ outcome }) => outcome !== 'pass');
    return faults.length === 0 ? pass() : faults;
  },
});

function judge(budget: Manifest, replicas: number): Verdict {
  const [maximum, minimum] = [budget.at('spec.maxUnavailable'), budget.at('spec.minAvailable')];
  const written = maximum ?? minimum ?? null;
  const evidence = { evidence: written };
  const amount = amountOf(written, replicas);
  if (amount === undefined) return unknown(`cannot tell how much ${JSON.stringify(written)} allows`, evidence);
  const evictable = maximum === undefined ? replicas - amount : amount;
  if (evictable < 1) return fail(`no pod may be evicted: nodes cannot drain at ${replicas} replicas`, evidence);
  return evictable >= replicas ? fail(`all ${replicas} replicas may be evicted at once`, evidence) : pass();
}

/** Kubernetes rounds percentages up. */
function amountOf(value: Json, replicas: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) / 100) * replicas);
}
