import { describe, expect, it } from 'vitest';
import type { DeclaredPlatform, DeclaredService } from '../../../engine/intent-schema.js';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { recoverySettings } from './recovery-settings.js';

const whole = exampleIntent();
const cluster = { resource: { google_container_cluster: { cluster: {} }, aws_eks_cluster: { cluster: {} } } };
const stacks = { 'example-use1-cluster': cluster, 'example-usc1-cluster': cluster };

const payments = (change: Partial<DeclaredService>, standby: string | null = 'usc1'): DeclaredPlatform => ({
  ...whole,
  locations: whole.locations.map((location) => (location.name === 'use1' ? { ...location, standby } : location)),
  services: whole.services.slice(0, 1).map((service) => ({ ...service, locations: ['use1', 'usc1'], ...change })),
});
const postgres = (change: Partial<NonNullable<DeclaredService['data']['postgres']>>) => {
  const [service] = whole.services;
  return { data: { redis: null, postgres: service?.data.postgres ? { ...service.data.postgres, ...change } : null } };
};

describe('AVL-001 recovery settings', () => {
  it('passes a service whose standby runs it in the other cloud', () => {
    expect(outcomesOf(recoverySettings, { intent: payments({}), stacks })).toEqual(['pass', 'pass']);
  });

  it.each([
    [payments(postgres({ ha: 'none' })), 'a store in one zone is lost with it'],
    [
      payments(postgres({ backup: { pitrHours: 1 } })),
      "1 hours of point-in-time recovery cannot undo yesterday's mistake",
    ],
    [payments({}, null), 'the location has no standby'],
    [payments({}, 'euw4'), 'standby euw4 is in another jurisdiction'],
    [payments({ locations: ['use1'] }), 'standby usc1 does not run the service'],
  ])('fails a promise that the settings cannot keep', (intent, message) => {
    expect(messagesOf(recoverySettings, { intent, stacks })[0]).toBe(message);
  });

  it('fails a standby without a cluster', () => {
    expect(messagesOf(recoverySettings, { intent: payments({}), stacks: { 'example-use1-cluster': cluster } })).toEqual(
      ['standby usc1 has no cluster'],
    );
  });

  it('is not applicable to a service that promises nothing', () => {
    expect(outcomesOf(recoverySettings, { intent: payments({ recovery: null, locations: ['use1'] }) })).toEqual([
      'not-applicable',
    ]);
  });
});
