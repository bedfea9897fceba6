import { breakTerraform, type Mutation, set } from '../mutation.js';

/** Ways to weaken what joins locations in the real output. */
export const linkMutations: readonly Mutation[] = [
  breakTerraform(
    'ENC-010',
    'offers IKEv1 to a tunnel',
    'aws_vpn_connection',
    set('tunnel2_ike_versions', ['ikev1', 'ikev2']),
  ),
  breakTerraform(
    'ENC-010',
    'offers a weak group',
    'aws_vpn_connection',
    set('tunnel1_phase2_dh_group_numbers', [2, 20]),
  ),
  breakTerraform('ENC-010', 'leaves ciphers to chance', 'aws_vpn_connection', (connection) => {
    delete connection['tunnel1_phase1_encryption_algorithms'];
  }),
  breakTerraform('ENC-010', 'gives two tunnels one key', 'aws_vpn_connection', (connection) => {
    connection['tunnel2_preshared_key'] = connection['tunnel1_preshared_key'] ?? '';
  }),
  breakTerraform('ENC-010', 'speaks IKEv1 in a tunnel of Google', 'google_compute_vpn_tunnel', set('ike_version', 1)),
  breakTerraform(
    'NET-011',
    'routes a network of the US into the EU',
    'aws_route',
    set('destination_cidr_block', '10.64.0.0/16'),
    (_, { container }) => container === 'production-use1-network',
  ),
  breakTerraform(
    'NET-011',
    'admits the EU to nodes in the US',
    'google_compute_firewall',
    set('source_ranges', ['10.80.0.0/16']),
    (_, { container, name }) => container === 'production-usc1-network' && name === 'allow-peers',
  ),
  breakTerraform(
    'NET-011',
    'announces more than its location',
    'google_compute_router',
    set('bgp.advertised_ip_ranges.0.range', '10.0.0.0/8'),
    (_, { container }) => container === 'production-use1-usc1-links',
  ),
  breakTerraform(
    'NET-011',
    'lets a transit gateway join whatever is attached',
    'aws_ec2_transit_gateway',
    set('default_route_table_propagation', 'enable'),
  ),
];
