import { type Json, listAt, textAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** An alert that nobody is called for, or that tells nobody what to do, is no control. */
export const guidedAlerts = defineRule<Manifest>({
  id: 'LOG-009',
  area: 'logging',
  severity: 'medium',
  title: 'every alert says how grave it is, whom it calls and which runbook to open',
  risk: 'somebody is woken and does not know what it means, or nobody is woken',
  fix: 'give the alert a severity, a rota (label schedule), a summary and a runbook below docs/runbooks',
  population: 'every PrometheusRule',
  covers: ['PrometheusRule'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.manifests('PrometheusRule'),
  check: (object) => {
    const faults = object
      .list('spec.groups')
      .flatMap((group) => listAt(group, 'rules'))
      .flatMap((rule) => faultsOf(rule));
    return faults.length === 0 ? pass() : faults.map((fault) => fail(fault, { evidence: fault }));
  },
});

function faultsOf(rule: Json): readonly string[] {
  const alert = textAt(rule, 'alert');
  if (alert === undefined) return [];
  const severity = textAt(rule, 'labels.severity') ?? '';
  const runbook = textAt(rule, 'annotations.runbook') ?? '';
  return [
    ...(['page', 'ticket', 'none'].includes(severity) ? [] : [`${alert} has the severity "${severity}"`]),
    ...(textAt(rule, 'labels.schedule') === undefined ? [`${alert} calls no rota`] : []),
    ...(textAt(rule, 'annotations.summary') === undefined ? [`${alert} does not say what is wrong`] : []),
    ...(/^docs\/runbooks\/[\w-]+\.md(#[\w-]+)?$/.test(runbook) ? [] : [`${alert} leads to no runbook`]),
  ];
}
