import { describe, expect, it } from 'vitest';
import {
  awsLocation,
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const use1 = awsLocation(production, 'use1');
const stack = found(synthesized([production]).get('production-use1-cluster'), 'stack');
const placed = production.services.filter((service) => service.locations.includes('use1'));
const squads = production.teams.filter(({ services }) => placed.some(({ name }) => services.includes(name)));

describe('AwsClusterStack', () => {
  it('counts one node group for every pool and zone, and one identity for every service', () => {
    const counts = resourceCounts(stack);
    expect(counts['aws_eks_node_group']).toBe(use1.nodePools.length * use1.zones.length);
    expect(counts['aws_eks_pod_identity_association']).toBe(placed.length);
    expect(counts['aws_launch_template']).toBe(use1.nodePools.length);
    expect(counts['aws_eks_addon']).toBe(6);
    expect(counts['aws_kms_key']).toBe(4);
    expect(counts['aws_iam_role']).toBe(placed.length + squads.length + 4);
  });

  it('keeps the control plane private, logged and encrypted', () => {
    expect(resourceOf(stack, 'aws_eks_cluster', 'cluster')).toMatchObject({
      access_config: { authentication_mode: 'API', bootstrap_cluster_creator_admin_permissions: false },
      depends_on: ['aws_iam_role_policy_attachment.cluster-permissions', 'aws_cloudwatch_log_group.control-plane-logs'],
      enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      encryption_config: {
        provider: { key_arn: '${aws_kms_key.kubernetes-secrets-key.arn}' },
        resources: ['secrets'],
      },
      kubernetes_network_config: { service_ipv4_cidr: use1.addresses.services },
      name: use1.clusterName,
      upgrade_policy: { support_type: 'STANDARD' },
      version: production.environment.kubernetes.version,
      vpc_config: {
        endpoint_private_access: true,
        endpoint_public_access: false,
        subnet_ids: use1.zones.map((zone) => `\${data.terraform_remote_state.network.outputs.subnet_private-${zone}}`),
      },
    });
    expect(resourceOf(stack, 'aws_cloudwatch_log_group', 'control-plane-logs')['name']).toBe(
      `/aws/eks/${use1.clusterName}/cluster`,
    );
  });

  it('admits the administration networks to the API, each by name', () => {
    const { adminNetworks } = production.environment.kubernetes;
    const rules = resourcesOf(stack, 'aws_vpc_security_group_ingress_rule');
    const administration = Object.keys(rules).filter((name) => name.startsWith('control-plane-'));
    expect(administration.sort()).toEqual(adminNetworks.map(({ name }) => `control-plane-from-${name}`).sort());
  });

  it('admits peers of the jurisdiction to the mesh and to databases on its nodes', () => {
    const rules = Object.values(resourcesOf(stack, 'aws_vpc_security_group_ingress_rule')).filter(
      (rule) => rule['security_group_id'] === '${aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id}',
    );
    const peers = production.locations.filter(({ name }) => ['usw2', 'usc1'].includes(name));
    const opened = rules.map((rule) => `${String(rule['cidr_ipv4'])} ${String(rule['from_port'])}`);
    expect(opened.sort()).toEqual(
      peers
        .flatMap(({ addresses }) =>
          [addresses.network, addresses.pods].flatMap((cidr) => [15_443, 5_432].map((port) => `${cidr} ${port}`)),
        )
        .sort(),
    );
  });

  it('starts nodes that hide their credentials and encrypt their disks', () => {
    const template = resourceOf(stack, 'aws_launch_template', 'template-general');
    expect(template).toMatchObject({
      metadata_options: { http_put_response_hop_limit: 1, http_tokens: 'required' },
      network_interfaces: [{ associate_public_ip_address: 'false' }],
    });
    const disk = { encrypted: 'true', kms_key_id: '${aws_kms_key.volumes-key.arn}' };
    expect(template['block_device_mappings']).toMatchObject([
      { device_name: '/dev/xvda', ebs: disk },
      { device_name: '/dev/xvdb', ebs: { ...disk, volume_size: 200 } },
    ]);
    const settings = Buffer.from(String(template['user_data']), 'base64').toString();
    expect(settings).toContain('max-pods = 110\n');
    expect(settings).toContain('[settings.host-containers.admin]\nenabled = false\n');
  });

  it('sizes, labels and taints node groups as the pools say, each in one zone', () => {
    expect(resourceOf(stack, 'aws_eks_node_group', 'card-data-use1-az2')).toMatchObject({
      ami_type: 'BOTTLEROCKET_x86_64',
      instance_types: ['m7i.2xlarge'],
      labels: { 'finflow.io/node-pool': 'card-data' },
      lifecycle: { ignore_changes: ['scaling_config[0].desired_size'] },
      scaling_config: { desired_size: 0, max_size: 4, min_size: 0 },
      subnet_ids: ['${data.terraform_remote_state.network.outputs.subnet_private-use1-az2}'],
      taint: [{ effect: 'NO_SCHEDULE', key: 'finflow.io/node-pool', value: 'card-data' }],
    });
  });

  it('installs the add-ons that make nodes ready before the nodes, and the others after them', () => {
    const group = resourceOf(stack, 'aws_eks_node_group', 'general-use1-az1');
    const before = ['eks-pod-identity-agent', 'kube-proxy', 'vpc-cni'].map((name) => `aws_eks_addon.add-on-${name}`);
    expect(group['depends_on']).toEqual(expect.arrayContaining(before));
    expect(resourceOf(stack, 'aws_eks_addon', 'add-on-coredns')['depends_on']).toHaveLength(9);
  });

  it('pins add-ons, enforces network policies and hands out prefixes', () => {
    const cni = resourceOf(stack, 'aws_eks_addon', 'add-on-vpc-cni');
    expect(JSON.parse(String(cni['configuration_values']))).toMatchObject({
      enableNetworkPolicy: 'true',
      env: { ENABLE_PREFIX_DELEGATION: 'true' },
    });
    for (const addOn of Object.values(resourcesOf(stack, 'aws_eks_addon'))) {
      expect(addOn['addon_version']).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
    }
  });

  it('reserves in every zone what a takeover needs, what is up included, and asks for a quota for all of it', () => {
    const reserved = Object.entries(resourcesOf(stack, 'aws_ec2_capacity_reservation'));
    expect(reserved.map(([name, each]) => [name, each['instance_type'], each['instance_count']])).toEqual(
      ['general', 'system'].flatMap((pool) =>
        use1.zones.map((zone) => [
          `reserved-${pool}-${zone}`,
          pool === 'general' ? 'm7i.4xlarge' : 'm7i.xlarge',
          pool === 'general' ? 4 : 2,
        ]),
      ),
    );
    expect(reserved[0]?.[1]).toMatchObject({
      availability_zone: '${data.aws_availability_zone.zone-use1-az1.name}',
      instance_match_criteria: 'open',
    });
    expect(resourceOf(stack, 'aws_servicequotas_service_quota', 'vcpu-quota')['value']).toBe(
      3 * (4 * 4 + 13 * 16 + 5 * 8),
    );
  });

  it('lets people in by role: everybody of the platform looks, one role for emergencies administers', () => {
    const entries = resourcesOf(stack, 'aws_eks_access_entry');
    expect(Object.keys(entries)).toHaveLength(3 + squads.length);
    expect(entries['access-break-glass']?.['principal_arn']).toBe(
      'arn:aws:iam::111111111111:role/finflow-production-use1-break-glass',
    );
    const grants = Object.entries(resourcesOf(stack, 'aws_eks_access_policy_association'));
    const administering = grants.filter(([, grant]) => String(grant['policy_arn']).includes('Admin'));
    expect(administering.map(([name]) => name)).toEqual(['access-break-glass-AmazonEKSClusterAdminPolicy']);
    const changing = grants.filter(([, grant]) => String(grant['policy_arn']).endsWith('EditPolicy'));
    expect(changing.map(([, grant]) => grant['access_scope'])).toEqual([
      {
        namespaces: ['kube-system', 'argocd', 'external-secrets', 'istio-ingress', 'istio-system', 'monitoring'],
        type: 'namespace',
      },
    ]);
  });

  it.each(squads)('shows squad $name its own namespaces, through its own permission set', ({ name, services }) => {
    expect(
      resourceOf(stack, 'aws_eks_access_policy_association', `access-squad-${name}-AmazonEKSViewPolicy`),
    ).toMatchObject({ access_scope: { namespaces: services, type: 'namespace' } });
    const role = resourceOf(stack, 'aws_iam_role', `squad-${name}`);
    expect(role['name']).toBe(`finflow-production-use1-squad-${name}`);
    expect(role['assume_role_policy']).toContain(`AWSReservedSSO_production-use1-squad-${name}_*`);
    expect(`production-use1-squad-${name}`.length).toBeLessThanOrEqual(32);
  });
});
