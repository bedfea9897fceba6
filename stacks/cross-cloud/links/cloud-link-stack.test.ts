import { describe, expect, it } from 'vitest';
import { linkedRanges } from '../../../services/definition/links.js';
import type { Location } from '../../../services/definition/platform.js';
import {
  found,
  platforms,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const stacks = synthesized(platforms);
const links = platforms.flatMap((platform) =>
  platform.stacks
    .filter(({ layer, clouds }) => layer === 'links' && clouds.length === 2)
    .map(({ name, locations }) => {
      const [aws, gcp] = locations.map((each) =>
        found<Location>(
          platform.locations.find((at) => at.name === each),
          each,
        ),
      );
      return { name, stack: found(stacks.get(name), name), aws: found(aws, 'AWS end'), gcp: found(gcp, 'Google end') };
    }),
);

it('has a link for every AWS–Google pair of a jurisdiction', () => {
  expect(links.map(({ name }) => name)).toEqual([
    'production-use1-usc1-links',
    'production-usw2-usc1-links',
    'production-euc1-euw4-links',
    'staging-use1-usc1-links',
  ]);
});

describe.each(links)('$name', ({ stack, aws, gcp }) => {
  const connections = Object.values(resourcesOf(stack, 'aws_vpn_connection'));
  const awsTunnels = connections.flatMap((connection) =>
    [1, 2].map((number) =>
      Object.fromEntries(
        Object.entries(connection)
          .filter(([key]) => key.startsWith(`tunnel${number}_`))
          .map(([key, value]) => [key.slice('tunnelN_'.length), value]),
      ),
    ),
  );

  it('consists of four tunnels and what they need', () => {
    expect(resourceCounts(stack)).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_customer_gateway: 2,
      aws_ec2_transit_gateway_route_table_association: 2,
      aws_ec2_transit_gateway_route_table_propagation: 2,
      aws_kms_alias: 2,
      aws_kms_key: 2,
      aws_secretsmanager_secret: 4,
      aws_secretsmanager_secret_version: 4,
      aws_vpn_connection: 2,
      google_compute_external_vpn_gateway: 1,
      google_compute_ha_vpn_gateway: 1,
      google_compute_router: 1,
      google_compute_router_interface: 4,
      google_compute_router_peer: 4,
      google_compute_vpn_tunnel: 4,
    });
  });

  it('reads no state, and finds the transit gateway by name', () => {
    expect(Object.keys(stack.data).sort()).toEqual([
      'aws_ec2_transit_gateway',
      'aws_ec2_transit_gateway_route_table',
      'aws_secretsmanager_secret_version',
    ]);
    expect(stack.terraform.backend['s3']).toMatchObject({ region: aws.region });
  });

  it('gives every tunnel a key of its own, drawn by the secret manager and the same at both ends', () => {
    const offered = awsTunnels.map((tunnel) => tunnel['preshared_key']);
    const accepted = Object.values(resourcesOf(stack, 'google_compute_vpn_tunnel')).map(
      (each) => each['shared_secret'],
    );
    expect(new Set(offered).size).toBe(4);
    expect(accepted).toEqual(offered);
    for (const key of offered) {
      expect(key).toMatch(
        /^\$\{data\.aws_secretsmanager_secret_version\.interface-\d-tunnel-\d-key-value\.secret_string\}$/,
      );
    }
    for (const version of Object.values(resourcesOf(stack, 'aws_secretsmanager_secret_version'))) {
      expect(version).not.toHaveProperty('secret_string');
      expect(version['secret_string_wo']).toMatch(/^\$\{ephemeral\.aws_secretsmanager_random_password\./);
    }
  });

  it('negotiates IKEv2 with authenticated encryption and large groups only, and dials again by itself', () => {
    for (const tunnel of awsTunnels) {
      expect(tunnel).toMatchObject({
        ike_versions: ['ikev2'],
        phase1_encryption_algorithms: ['AES256-GCM-16'],
        phase2_encryption_algorithms: ['AES256-GCM-16'],
        phase1_dh_group_numbers: [20, 21],
        phase2_dh_group_numbers: [20, 21],
        dpd_timeout_action: 'restart',
        startup_action: 'start',
        log_options: { cloudwatch_log_options: { log_enabled: true } },
      });
    }
    for (const tunnel of Object.values(resourcesOf(stack, 'google_compute_vpn_tunnel'))) {
      expect(tunnel['ike_version']).toBe(2);
    }
  });

  it('leads each tunnel of AWS to one interface of Google, with the two addresses of one inside range', () => {
    const tunnels = Object.entries(resourcesOf(stack, 'google_compute_vpn_tunnel'));
    expect(
      tunnels.map(([name, each]) => [name, each['vpn_gateway_interface'], each['peer_external_gateway_interface']]),
    ).toEqual([
      ['interface-0-tunnel-1', 0, 0],
      ['interface-0-tunnel-2', 0, 1],
      ['interface-1-tunnel-1', 1, 2],
      ['interface-1-tunnel-2', 1, 3],
    ]);
    expect(resourceOf(stack, 'google_compute_external_vpn_gateway', 'aws-gateway')).toMatchObject({
      redundancy_type: 'FOUR_IPS_REDUNDANCY',
      interface: ['0.tunnel1', '0.tunnel2', '1.tunnel1', '1.tunnel2'].map((tunnel, id) => ({
        id,
        ip_address: `\${aws_vpn_connection.connection-${tunnel}_address}`,
      })),
    });
    const inside = awsTunnels.map((tunnel) => String(tunnel['inside_cidr']));
    const peers = tunnels.map(([name]) => resourceOf(stack, 'google_compute_router_peer', `${name}-peer`));
    const interfaces = tunnels.map(([name]) =>
      resourceOf(stack, 'google_compute_router_interface', `${name}-interface`),
    );
    for (const [place, cidr] of inside.entries()) {
      const base = Number(/\.(\d+)\/30$/.exec(cidr)?.[1]);
      const address = (offset: number): string => cidr.replace(/\d+\/30$/, String(base + offset));
      expect(peers[place]).toMatchObject({ peer_ip_address: address(1), ip_address: address(2), peer_asn: aws.asn });
      expect(interfaces[place]).toMatchObject({ ip_range: `${address(2)}/30` });
    }
  });

  it('announces the location of Google and no more, to a gateway that passes nothing on', () => {
    expect(resourceOf(stack, 'google_compute_router', 'router')['bgp']).toMatchObject({
      asn: gcp.asn,
      advertise_mode: 'CUSTOM',
      advertised_ip_ranges: linkedRanges(gcp).map(({ cidr }) => ({ range: cidr })),
    });
    for (const association of Object.values(resourcesOf(stack, 'aws_ec2_transit_gateway_route_table_association'))) {
      expect(association['transit_gateway_route_table_id']).toMatch(/-transit-peers\.id\}$/);
    }
    for (const propagation of Object.values(resourcesOf(stack, 'aws_ec2_transit_gateway_route_table_propagation'))) {
      expect(propagation['transit_gateway_route_table_id']).toMatch(/-transit-inside\.id\}$/);
    }
  });
});

it('uses every inside range once in an environment', () => {
  for (const { environment } of platforms) {
    const ranges = links
      .filter(({ name }) => name.startsWith(`${environment.name}-`))
      .flatMap(({ stack }) => Object.values(resourcesOf(stack, 'aws_vpn_connection')))
      .flatMap((connection) => [connection['tunnel1_inside_cidr'], connection['tunnel2_inside_cidr']]);
    expect(new Set(ranges).size).toBe(ranges.length);
  }
});
