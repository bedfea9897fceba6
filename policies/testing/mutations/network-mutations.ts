import {
  breakManifest,
  breakTerraform,
  type EditableObject,
  type Mutation,
  replaceText,
  set,
  unset,
} from '../mutation.js';

const named =
  (name: string) =>
  ({ metadata }: EditableObject): boolean =>
    typeof metadata === 'object' && metadata !== null && 'name' in metadata && metadata.name === name;

const egressOf =
  (service: string): Mutation['where'] =>
  (policy, { container }) =>
    named('declared-egress')(policy) && container.endsWith(`/${service}`);

const WORLD = { namespaceSelector: {} };

/** Ways to open the network of the real output. */
export const networkMutations: readonly Mutation[] = [
  breakTerraform('NET-001', 'publishes the EKS API', 'aws_eks_cluster', set('vpc_config.endpoint_public_access', true)),
  breakTerraform('NET-001', 'forgets the EKS private endpoint', 'aws_eks_cluster', unset('vpc_config')),
  breakTerraform(
    'NET-001',
    'limits nobody who reaches the GKE API',
    'google_container_cluster',
    unset('master_authorized_networks_config'),
  ),
  breakTerraform(
    'NET-001',
    'publishes the DNS endpoint of GKE',
    'google_container_cluster',
    set('control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic', true),
  ),
  breakTerraform(
    'NET-001',
    'opens the GKE control plane',
    'google_container_cluster',
    set('master_authorized_networks_config', { cidr_blocks: [{ cidr_block: '0.0.0.0/0' }] }),
  ),
  breakTerraform(
    'NET-001',
    'publishes the GKE API',
    'google_container_cluster',
    set('private_cluster_config.enable_private_endpoint', false),
  ),
  breakTerraform(
    'NET-001',
    'gives GKE nodes public addresses',
    'google_container_cluster',
    set('private_cluster_config.enable_private_nodes', false),
  ),
  breakManifest('NET-002', 'deletes the default-deny', 'NetworkPolicy', 'remove', named('default-deny')),
  breakManifest(
    'NET-002',
    'leaves egress out of the default-deny',
    'NetworkPolicy',
    set('spec.policyTypes', ['Ingress']),
    named('default-deny'),
  ),
  breakManifest(
    'NET-002',
    'narrows the default-deny to some pods',
    'NetworkPolicy',
    set('spec.podSelector', { matchLabels: { app: 'x' } }),
    named('default-deny'),
  ),
  breakManifest(
    'NET-002',
    'lets the default-deny allow everything',
    'NetworkPolicy',
    set('spec.ingress', [{}]),
    named('default-deny'),
  ),
  breakTerraform(
    'NET-003',
    'opens a security group to the world',
    'aws_security_group',
    set('ingress', [{ cidr_blocks: ['0.0.0.0/0'], from_port: 22, to_port: 22, protocol: 'tcp' }]),
  ),
  breakTerraform(
    'NET-003',
    'opens an ingress rule to the world',
    'aws_vpc_security_group_ingress_rule',
    set('cidr_ipv4', '0.0.0.0/0'),
  ),
  breakTerraform(
    'NET-003',
    'opens a firewall to half of the world',
    'google_compute_firewall',
    set('source_ranges', ['0.0.0.0/1']),
    ({ direction }) => direction === 'INGRESS',
  ),
  breakTerraform(
    'NET-003',
    'lets the edge use another port',
    'google_compute_firewall',
    set('allow', [{ protocol: 'tcp' }]),
    (_, { name }) => name.includes('edge'),
  ),
  breakManifest('NET-003', 'publishes a service on every node', 'Service', set('spec.type', 'NodePort')),
  breakManifest('NET-003', 'publishes a service to the world', 'Service', (service) => {
    set('spec.type', 'LoadBalancer')(service);
    unset('spec.loadBalancerSourceRanges')(service);
    unset('metadata.annotations')(service);
  }),
  breakTerraform(
    'NET-004',
    'gives instances of a subnet public addresses',
    'aws_subnet',
    set('map_public_ip_on_launch', true),
  ),
  breakTerraform(
    'NET-004',
    'gives nodes public addresses',
    'aws_launch_template',
    set('network_interfaces.0.associate_public_ip_address', 'true'),
  ),
  breakTerraform(
    'NET-004',
    'gives GKE nodes public addresses',
    'google_container_node_pool',
    set('network_config.enable_private_nodes', false),
  ),
  breakTerraform(
    'NET-004',
    'moves nodes into a public subnet',
    'aws_eks_node_group',
    replaceText('subnet_private', 'subnet_public'),
  ),
  breakTerraform(
    'NET-004',
    'routes a private subnet to the internet gateway',
    'aws_route',
    (route) => {
      delete route['nat_gateway_id'];
      route['gateway_id'] = '${aws_internet_gateway.internet.id}';
    },
    (_, { name }) => name.startsWith('private-'),
  ),
  breakManifest(
    'NET-005',
    'lets every namespace in',
    'NetworkPolicy',
    set('spec.ingress.0.from', [WORLD]),
    named('declared-ingress'),
  ),
  breakManifest(
    'NET-005',
    'lets everybody in',
    'NetworkPolicy',
    unset('spec.ingress.0.from'),
    named('declared-ingress'),
  ),
  breakManifest(
    'NET-005',
    'opens a debug port',
    'NetworkPolicy',
    set('spec.ingress.0.ports', [{ port: 5005, protocol: 'TCP' }]),
    named('declared-ingress'),
  ),
  breakManifest(
    'NET-005',
    'opens every port',
    'NetworkPolicy',
    unset('spec.ingress.0.ports'),
    named('declared-ingress'),
  ),
  breakManifest(
    'NET-005',
    'lets a service reach a stranger',
    'NetworkPolicy',
    (policy) => {
      const stranger = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'card-vault' } } };
      set('spec.egress.0.to', [stranger])(policy);
    },
    named('declared-egress'),
  ),
  breakManifest('NET-005', 'cuts a declared call', 'NetworkPolicy', set('spec.egress', []), egressOf('fraud')),
  breakManifest(
    'NET-005',
    'lets a service reach every pod by address',
    'NetworkPolicy',
    set('spec.egress.0.to', [{ ipBlock: { cidr: '10.0.0.0/8' } }]),
    named('declared-egress'),
  ),
  breakTerraform(
    'NET-006',
    'switches the managed firewall off',
    'cloudflare_ruleset',
    set('rules', []),
    ({ phase }) => phase === 'http_request_firewall_managed',
  ),
  breakTerraform(
    'NET-006',
    'removes the rate limits',
    'cloudflare_ruleset',
    'remove',
    ({ phase }) => phase === 'http_ratelimit',
  ),
  breakTerraform(
    'NET-006',
    'disables a rate limit',
    'cloudflare_ruleset',
    set('rules.0.enabled', false),
    ({ phase }) => phase === 'http_ratelimit',
  ),
  breakTerraform(
    'NET-006',
    'only logs what comes too often',
    'cloudflare_ruleset',
    set('rules.0.action', 'log'),
    ({ phase }) => phase === 'http_ratelimit',
  ),
  breakTerraform(
    'NET-006',
    'skips the managed firewall',
    'cloudflare_ruleset',
    set('rules.0', { action: 'skip', enabled: true, expression: 'true' }),
    ({ phase }) => phase === 'http_request_firewall_managed',
  ),
  breakTerraform(
    'NET-006',
    'loosens a rate limit',
    'cloudflare_ruleset',
    set('rules.0.ratelimit.requests_per_period', 1_000_000),
    ({ phase }) => phase === 'http_ratelimit',
  ),
];
