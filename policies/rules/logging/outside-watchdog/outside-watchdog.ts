import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { type Json, listAt, textAt } from '../../../engine/json.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Follows the alert that always fires from its rule through the first route to the receiver that gets it. */
export const outsideWatchdog = defineRule<Declared<DeclaredLocation>>({
  id: 'LOG-010',
  area: 'logging',
  severity: 'high',
  title: 'an alert that always fires leaves every location, so that silence is noticed',
  risk: 'monitoring fails together with what it watches, and nobody is told of either',
  fix: 'keep the rule with vector(1) and route it first to a webhook whose address is a secret',
  population: 'declared locations',
  covers: ['AlertmanagerConfig'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.locations(),
  check: ({ value: { name } }, graph) => {
    const alert = watchdogOf(graph, name);
    if (alert === undefined) return fail('no alert always fires', { evidence: null });
    const configs = graph.manifests('AlertmanagerConfig').filter(({ location }) => location === name);
    const outside = configs.some((config) => {
      const [first] = config.list('spec.route.routes');
      const receiver = first !== undefined && takes(first, alert) ? textAt(first, 'receiver') : undefined;
      return config
        .list('spec.receivers')
        .some((candidate) => textAt(candidate, 'name') === receiver && callsOut(candidate));
    });
    return outside ? pass() : fail(`${alert} is not routed to a receiver outside`, { evidence: alert });
  },
});

const watchdogOf = (graph: ArtifactGraph, location: string): string | undefined =>
  graph
    .manifests('PrometheusRule')
    .filter((rule) => rule.location === location)
    .flatMap((rule) => rule.list('spec.groups').flatMap((group) => listAt(group, 'rules')))
    .filter((rule) => textAt(rule, 'expr') === 'vector(1)')
    .flatMap((rule) => textAt(rule, 'alert') ?? [])[0];

/** By its name and nothing else: another matcher could keep it back. */
function takes(route: Json, alert: string): boolean {
  const matchers = listAt(route, 'matchers');
  const [only] = matchers;
  return (
    matchers.length === 1 &&
    only !== undefined &&
    textAt(only, 'name') === 'alertname' &&
    textAt(only, 'value') === alert
  );
}

const callsOut = (receiver: Json): boolean =>
  listAt(receiver, 'webhookConfigs').some((webhook) => textAt(webhook, 'urlSecret.name') !== undefined);
