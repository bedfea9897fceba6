import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { EditableObject } from '../../../testing/mutation.js';
import { jurisdictionRoutes } from './jurisdiction-routes.js';

const whole = exampleIntent();
const RANGES: Readonly<Record<string, string>> = { use1: '10.16', usc1: '10.32', euw4: '10.48' };
const intent = {
  ...whole,
  locations: whole.locations.map((location) => ({
    ...location,
    addresses: {
      network: `${RANGES[location.name]}.0.0/20`,
      pods: `${RANGES[location.name]}.64.0/18`,
      services: `${RANGES[location.name]}.16.0/20`,
      controlPlane: null,
    },
  })),
};
const link = (locations: string[]) => ({
  ...intent,
  stacks: [
    { name: 'example-use1-usc1-links', layer: 'links', scope: 'use1-usc1', locations, stateKey: 'k', path: 'p' },
  ],
});
const stack = (type: string, attributes: EditableObject, name = 'example-use1-network') => ({
  intent,
  stacks: { [name]: { resource: { [type]: { one: attributes } } } },
});

describe('NET-011 routes inside of a jurisdiction', () => {
  it('passes ranges of the own jurisdiction and the way to the internet', () => {
    for (const cidr of ['10.32.64.0/18', '0.0.0.0/0', '10.250.0.0/20'])
      expect(outcomesOf(jurisdictionRoutes, stack('aws_route', { destination_cidr_block: cidr }))).toEqual(['pass']);
  });

  it.each([
    ['aws_route', { destination_cidr_block: '10.48.0.0/20' }],
    ['aws_ec2_transit_gateway_route', { destination_cidr_block: '10.48.64.0/24' }],
    ['aws_vpc_security_group_ingress_rule', { cidr_ipv4: '10.48.16.0/20' }],
    ['google_compute_firewall', { source_ranges: ['10.16.0.0/20', '10.0.0.0/8'] }],
    ['google_compute_router', { bgp: { advertised_ip_ranges: [{ range: '10.48.0.0/16' }] } }],
  ])('fails %s that leads abroad', (type, attributes) => {
    expect(messagesOf(jurisdictionRoutes, stack(type, attributes))).toEqual([
      expect.stringContaining('is in euw4, which is in eu'),
    ]);
  });

  it('fails a gateway that joins whatever is attached', () => {
    const closed = { auto_accept_shared_attachments: 'disable', default_route_table_association: 'disable' };
    expect(messagesOf(jurisdictionRoutes, stack('aws_ec2_transit_gateway', closed))).toEqual([
      'default_route_table_propagation joins whatever is attached',
    ]);
  });

  it('judges what joins two locations by their jurisdiction, and knows none when they have two', () => {
    const joining = stack('aws_route', { destination_cidr_block: '10.32.0.0/20' }, 'example-use1-usc1-links');
    expect(outcomesOf(jurisdictionRoutes, { ...joining, intent: link(['use1', 'usc1']) })).toEqual(['pass']);
    expect(outcomesOf(jurisdictionRoutes, { ...joining, intent: link(['use1', 'euw4']) })).toEqual(['unknown']);
  });

  it('is not applicable without networks', () => {
    expect(outcomesOf(jurisdictionRoutes, {})).toEqual(['not-applicable']);
  });
});
