import { breakTerraform, type Mutation, replaceText, set, unset } from '../mutation.js';

/** Ways to weaken clusters and their nodes in the real output. */
export const clusterMutations: readonly Mutation[] = [
  breakTerraform(
    'IAM-010',
    'gives credentials of nodes without a session token',
    'aws_launch_template',
    set('metadata_options.http_tokens', 'optional'),
  ),
  breakTerraform(
    'IAM-010',
    'lets session tokens reach pods',
    'aws_launch_template',
    set('metadata_options.http_put_response_hop_limit', 2),
  ),
  breakTerraform(
    'IAM-010',
    'shows the metadata of nodes to pods',
    'google_container_node_pool',
    set('node_config.workload_metadata_config.mode', 'GCE_METADATA'),
  ),
  breakTerraform(
    'IAM-010',
    'boots nodes unverified',
    'google_container_node_pool',
    set('node_config.shielded_instance_config.enable_secure_boot', false),
  ),
  breakTerraform('IAM-010', 'lets any machine join', 'google_container_cluster', set('enable_shielded_nodes', false)),
  breakTerraform(
    'IAM-010',
    'takes the identity of pods away',
    'google_container_cluster',
    unset('workload_identity_config'),
  ),
  breakTerraform(
    'IAM-011',
    'lets a config map decide who administers',
    'aws_eks_cluster',
    set('access_config.authentication_mode', 'CONFIG_MAP'),
  ),
  breakTerraform(
    'IAM-011',
    'leaves the keys with whoever creates the cluster',
    'aws_eks_cluster',
    set('access_config.bootstrap_cluster_creator_admin_permissions', true),
  ),
  ...[
    ['gives permissions outside of RBAC', 'enable_legacy_abac', true],
    ['serves requests without an identity', 'anonymous_authentication_config.mode', 'ENABLED'],
    ['binds roles to nobody', 'rbac_binding_config.enable_insecure_binding_system_unauthenticated', true],
    ['binds roles to everybody', 'rbac_binding_config.enable_insecure_binding_system_authenticated', true],
    ['issues client certificates', 'master_auth.client_certificate_config.issue_client_certificate', true],
  ].map(([breaks, path, value]) =>
    breakTerraform('IAM-011', String(breaks), 'google_container_cluster', set(String(path), value ?? null)),
  ),
  breakTerraform(
    'NET-010',
    'goes back to the data path that ignores policies',
    'google_container_cluster',
    set('datapath_provider', 'LEGACY_DATAPATH'),
  ),
  breakTerraform(
    'NET-010',
    'lets the add-on ignore policies',
    'aws_eks_addon',
    replaceText('"enableNetworkPolicy":"true"', '"enableNetworkPolicy":"false"'),
    ({ addon_name }) => addon_name === 'vpc-cni',
  ),
];
