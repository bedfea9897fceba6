import { describe, expect, it } from 'vitest';
import { find, locationManifests, platformOf } from '../../testing/synthesized.js';
import { observedLocation } from '../observed-location.js';
import { alertReceivers, alertRoute } from './alert-routes.js';
import { onCalls } from './on-call.js';

interface Route {
  readonly receiver: string;
  readonly matchers?: readonly { readonly name: string; readonly value: string; readonly matchType: string }[];
  readonly routes?: readonly Route[];
}

const platform = platformOf('production');
const location = platform.locations[0];
if (location === undefined) throw new Error('no location');
const onCall = onCalls(observedLocation(platform, location));

/** Where Alertmanager sends an alert: the deepest route that matches, children in order. */
function receiverOf(route: Route, labels: Readonly<Record<string, string>>): string {
  const child = (route.routes ?? []).find(({ matchers = [] }) =>
    matchers.every(({ name, value, matchType }) =>
      matchType === '=~' ? new RegExp(`^(?:${value})$`).test(labels[name] ?? '') : labels[name] === value,
    ),
  );
  return child === undefined ? route.receiver : receiverOf(child, labels);
}

describe('alerts', () => {
  const root = JSON.parse(JSON.stringify(alertRoute(onCall))) as Route;
  it.each([
    [{ alertname: 'ErrorBudgetBurn', service: 'ledger', severity: 'page' }, 'payments-primary-payments-alerts'],
    [{ alertname: 'ErrorBudgetBurn', service: 'ledger', severity: 'ticket' }, 'payments-primary-payments-alerts-chat'],
    [{ alertname: 'ConsumerLag', service: 'fraud', severity: 'page' }, 'risk-primary-risk-alerts'],
    [{ alertname: 'GatewayDown', severity: 'page' }, 'platform-primary-platform-alerts'],
    [{ alertname: 'NodeNotReady', severity: 'ticket' }, 'platform-primary-platform-alerts-chat'],
    [{ alertname: 'ErrorBudgetBurn', service: 'unknown', severity: 'page' }, 'platform-primary-platform-alerts'],
    [{ alertname: 'Watchdog', severity: 'none' }, 'outside-watchdog'],
  ])('%o goes to %s', (labels, receiver) => {
    expect(receiverOf(root, labels)).toBe(receiver);
    expect(alertReceivers(onCall).map(({ name }) => name)).toContain(receiver);
  });

  it('reach every declared rota in every location', () => {
    for (const { name } of platform.locations) {
      const manifests = locationManifests(platform, name);
      const fetched = JSON.stringify(find(manifests, 'ExternalSecret', 'alert-receivers').spec);
      for (const { oncall, locations } of platform.services)
        if (locations.includes(name)) expect(fetched).toContain(`paging-${oncall.schedule}`);
    }
  });

  it('hold no key: each is a member of a secret', () => {
    const text = JSON.stringify(find(locationManifests(platform, 'use1'), 'AlertmanagerConfig', 'alert-routing').spec);
    expect(text).not.toMatch(/https?:\/\//);
    expect(text.match(/"urlSecret"|"routingKey"|"apiURL"/g)?.length).toBeGreaterThan(10);
  });
});
