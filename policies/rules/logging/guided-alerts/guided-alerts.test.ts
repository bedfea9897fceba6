import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { guidedAlerts } from './guided-alerts.js';

const rule = (labels: string, annotations: string) => ({
  manifests: {
    'use1/ledger': `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: ledger, namespace: ledger }
spec:
  groups:
    - name: a
      rules:
        - { record: 'a:b', expr: '1' }
        - { alert: Down, expr: 'up == 0', labels: ${labels}, annotations: ${annotations} }
`,
  },
});

describe('LOG-009 guided alerts', () => {
  it('passes an alert that says everything', () => {
    const whole = rule(
      '{ severity: page, schedule: x-primary }',
      '{ summary: down, runbook: docs/runbooks/ledger.md }',
    );
    expect(outcomesOf(guidedAlerts, whole)).toEqual(['pass']);
  });

  it('names what is missing', () => {
    expect(messagesOf(guidedAlerts, rule('{ severity: critical }', '{ runbook: https://wiki/ledger }'))).toEqual([
      'Down has the severity "critical"',
      'Down calls no rota',
      'Down does not say what is wrong',
      'Down leads to no runbook',
    ]);
  });

  it('is not applicable without rules', () => {
    expect(outcomesOf(guidedAlerts, {})).toEqual(['not-applicable']);
  });
});
