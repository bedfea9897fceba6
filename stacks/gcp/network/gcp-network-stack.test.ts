import { describe, expect, it } from 'vitest';
import type { GcpLocation } from '../../../services/definition/platform.js';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';
import { maxNodes } from '../location-names.js';
import { ingressRules } from './firewall-rules.js';
import { thirdPartyApis } from './google-apis.js';
import { natAddressNames } from './nat.js';

const platform = platformOf('production');
const stacks = synthesized([platform]);
const network = (location: string) => found(stacks.get(`production-${location}-network`), location);

function gcpLocation(name: string): GcpLocation {
  const isIt = (location: (typeof platform.locations)[number]): location is GcpLocation =>
    location.cloud === 'gcp' && location.name === name;
  return found(platform.locations.find(isIt), name);
}

describe('the network of a Google Cloud location', () => {
  it('consists of these resources', () => {
    expect(resourceCounts(network('usc1'))).toEqual({
      google_compute_address: 4,
      google_compute_firewall: 6,
      google_compute_network: 1,
      google_compute_route: 1,
      google_compute_router: 1,
      google_compute_router_nat: 1,
      google_compute_subnetwork: 1,
      google_dns_managed_zone: 4,
      google_dns_policy: 1,
      google_dns_record_set: 9,
    });
  });

  it.each(['usc1', 'euw4'])('keeps everything of %s in its region and address plan', (name) => {
    const { region, addresses, project } = gcpLocation(name);
    const stack = network(name);
    expect(resourceOf(stack, 'google_compute_subnetwork', 'nodes')).toMatchObject({
      region,
      ip_cidr_range: addresses.network,
      secondary_ip_range: [
        { range_name: 'pods', ip_cidr_range: addresses.pods },
        { range_name: 'services', ip_cidr_range: addresses.services },
      ],
      private_ip_google_access: true,
      log_config: { flow_sampling: 1, metadata: 'INCLUDE_ALL_METADATA' },
    });
    expect(stack.provider['google']).toMatchObject([{ project, region, default_labels: { 'cost-center': 'eng-100' } }]);
    const regional = Object.values(stack.resource).flatMap((named) => Object.values(named));
    expect(new Set(regional.flatMap(({ region: own }) => own ?? []))).toEqual(new Set([region]));
  });

  it('creates no subnet, route or public address that is not written out', () => {
    expect(resourceOf(network('usc1'), 'google_compute_network', 'network')).toMatchObject({
      auto_create_subnetworks: false,
      delete_default_routes_on_create: true,
    });
    expect(resourceOf(network('usc1'), 'google_compute_router_nat', 'nat')).toMatchObject({
      nat_ip_allocate_option: 'MANUAL_ONLY',
      enable_dynamic_port_allocation: true,
      log_config: { enable: true },
    });
  });

  it('reserves ports for every node at full scale and one address more', () => {
    const location = gcpLocation('usc1');
    const addresses = natAddressNames(location);
    expect(maxNodes(location)).toBe(81);
    expect((addresses.length - 1) * 64_512).toBeGreaterThanOrEqual(81 * 2_048);
  });

  it('has a pod range for as many nodes as may run', () => {
    for (const name of ['usc1', 'euw4']) {
      const location = gcpLocation(name);
      const prefix = Number(location.addresses.pods.split('/')[1]);
      expect(2 ** (24 - prefix)).toBeGreaterThanOrEqual(maxNodes(location));
    }
  });

  it('drops what no rule admits, and admits only to nodes', () => {
    const { 'deny-ingress': deny, ...allows } = resourcesOf(network('euw4'), 'google_compute_firewall');
    expect(deny).toMatchObject({ priority: 65_534, source_ranges: ['0.0.0.0/0'], deny: [{ protocol: 'all' }] });
    for (const rule of Object.values(allows)) {
      expect(rule).toMatchObject({ priority: 1_000, target_tags: ['finflow-production-euw4-node'] });
      expect(rule['source_ranges']).not.toContain('0.0.0.0/0');
      expect(rule['log_config']).toBeDefined();
    }
    expect(allows['allow-webhooks']).toMatchObject({ source_ranges: [gcpLocation('euw4').addresses.controlPlane] });
  });

  it('admits the edge only where an environment has one', () => {
    const withoutEdge = { ...platform, environment: { ...platform.environment, edge: null } };
    const names = (of: typeof platform) => ingressRules(of, gcpLocation('usc1')).map(({ name }) => name);
    expect(names(platform)).toEqual(['internal', 'webhooks', 'health-checks', 'peers', 'edge']);
    expect(names(withoutEdge)).toEqual(['internal', 'webhooks', 'health-checks', 'peers']);
  });

  it('admits the locations of its jurisdiction to the mesh and to databases', () => {
    const peers = ['use1', 'usw2'].map((name) =>
      found(
        platform.locations.find((each) => each.name === name),
        name,
      ),
    );
    expect(resourceOf(network('usc1'), 'google_compute_firewall', 'allow-peers')).toMatchObject({
      source_ranges: peers.flatMap(({ addresses }) => [addresses.network, addresses.pods]),
      allow: [{ protocol: 'tcp', ports: ['15443', '5432'] }],
    });
    const alone = { ...platform, locations: [gcpLocation('usc1')] };
    expect(ingressRules(alone, gcpLocation('usc1')).map(({ name }) => name)).not.toContain('peers');
  });

  it('resolves Google APIs to restricted addresses, except those that services declare as third parties', () => {
    const records = resourcesOf(network('usc1'), 'google_dns_record_set');
    expect(records['record-any-googleapis-com']).toMatchObject({ rrdatas: ['restricted.googleapis.com.'] });
    expect(records['record-fcm-googleapis-com']).toMatchObject({ rrdatas: ['private.googleapis.com.'] });
    const silent = { ...platform, services: platform.services.map((service) => ({ ...service, calls: [] })) };
    expect(thirdPartyApis(silent, gcpLocation('usc1'))).toEqual([]);
  });
});
