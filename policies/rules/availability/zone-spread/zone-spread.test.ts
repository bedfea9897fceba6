import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { zoneSpread } from './zone-spread.js';

const whole = exampleIntent();
const only = (name: string) => ({ ...whole, locations: whole.locations.filter((location) => location.name === name) });

const eks = (zones: readonly string[]) => ({
  intent: only('use1'),
  stacks: {
    'example-use1-cluster': {
      resource: {
        aws_subnet: Object.fromEntries(zones.map((zone, index) => [`s${index}`, { availability_zone_id: zone }])),
        aws_eks_node_group: Object.fromEntries(
          zones.map((_, index) => [`n${index}`, { subnet_ids: [`\${aws_subnet.s${index}.id}`] }]),
        ),
      },
    },
  },
});
const gke = (node_locations: string[] | string) => ({
  intent: only('usc1'),
  stacks: { 'example-usc1-cluster': { resource: { google_container_node_pool: { general: { node_locations } } } } },
});

describe('AVL-002 zone spread', () => {
  it('passes nodes in every declared zone', () => {
    expect(outcomesOf(zoneSpread, eks(['us-east-1-a', 'us-east-1-b', 'us-east-1-c']))).toEqual(['pass']);
    expect(outcomesOf(zoneSpread, gke(['us-central1-a', 'us-central1-b', 'us-central1-c']))).toEqual(['pass']);
  });

  it('fails a zone without nodes', () => {
    expect(messagesOf(zoneSpread, eks(['us-east-1-a', 'us-east-1-b']))).toEqual([
      'the node groups has no nodes in us-east-1-c',
    ]);
    expect(messagesOf(zoneSpread, gke(['us-central1-a']))).toEqual([
      'google_container_node_pool.general has no nodes in us-central1-b, us-central1-c',
    ]);
  });

  it('does not guess zones', () => {
    expect(outcomesOf(zoneSpread, gke('${var.zones}'))).toEqual(['unknown']);
  });

  it('is not applicable without a location', () => {
    expect(outcomesOf(zoneSpread, { intent: { ...whole, locations: [] } })).toEqual(['not-applicable']);
  });
});
