import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { outsideWatchdog } from './outside-watchdog.js';

const locations = exampleIntent().locations.map(({ name }) => name);
const objects = (expr: string, matchers: string, receiver: string): string => `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: platform, namespace: monitoring }
spec: { groups: [{ name: a, rules: [{ alert: Watchdog, expr: '${expr}' }] }] }
---
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: routing, namespace: monitoring }
spec:
  route: { receiver: people, routes: [{ receiver: outside, matchers: ${matchers} }] }
  receivers: [{ name: people }, { name: outside, ${receiver} }]
`;
const everywhere = (text: string) => ({
  manifests: Object.fromEntries(locations.map((name) => [`${name}/observability`, text])),
});
const BY_NAME = '[{ name: alertname, value: Watchdog }]';
const WEBHOOK = 'webhookConfigs: [{ urlSecret: { name: receivers, key: url } }]';

describe('LOG-010 outside watchdog', () => {
  it('passes when it is routed first and by name to an address outside', () => {
    const outcomes = outcomesOf(outsideWatchdog, everywhere(objects('vector(1)', BY_NAME, WEBHOOK)));
    expect(new Set(outcomes)).toEqual(new Set(['pass']));
  });

  it.each([
    ['no alert always fires', objects('up == 0', BY_NAME, WEBHOOK)],
    ['Watchdog is not routed to a receiver outside', objects('vector(1)', '[{ name: team, value: a }]', WEBHOOK)],
    [
      'Watchdog is not routed to a receiver outside',
      objects('vector(1)', '[{ name: alertname, value: Watchdog }, { name: team, value: a }]', WEBHOOK),
    ],
    ['Watchdog is not routed to a receiver outside', objects('vector(1)', BY_NAME, 'slackConfigs: [{ channel: x }]')],
  ])('%s', (message, text) => {
    expect(new Set(messagesOf(outsideWatchdog, everywhere(text)))).toEqual(new Set([message]));
  });
});
