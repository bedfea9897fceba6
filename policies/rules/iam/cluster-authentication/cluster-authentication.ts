import { judgeValue } from '../../../engine/attributes.js';
import type { Json } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** A switch of a cluster: where it is, what it must say, and what happens otherwise. */
interface Switch {
  readonly path: string;
  readonly must: Json;
  readonly message: string;
}

const EKS: readonly Switch[] = [
  {
    path: 'access_config.0.authentication_mode',
    must: 'API',
    message: 'a config map inside of the cluster decides who administers it',
  },
  {
    path: 'access_config.0.bootstrap_cluster_creator_admin_permissions',
    must: false,
    message: 'whoever creates the cluster administers it for ever',
  },
];

const GKE: readonly Switch[] = [
  { path: 'enable_legacy_abac', must: false, message: 'permissions are given outside of RBAC' },
  {
    path: 'anonymous_authentication_config.0.mode',
    must: 'LIMITED',
    message: 'requests without an identity are served',
  },
  {
    path: 'rbac_binding_config.0.enable_insecure_binding_system_unauthenticated',
    must: false,
    message: 'bindings may name everybody without an identity',
  },
  {
    path: 'rbac_binding_config.0.enable_insecure_binding_system_authenticated',
    must: false,
    message: 'bindings may name everybody with any Google account',
  },
  {
    path: 'master_auth.0.client_certificate_config.0.issue_client_certificate',
    must: false,
    message: 'a certificate that nobody can revoke opens the cluster',
  },
];

/** Reads the switches that decide who a cluster's API believes to be somebody. */
export const clusterAuthentication = defineRule<TerraformResource>({
  id: 'IAM-011',
  area: 'iam',
  severity: 'critical',
  title: 'a cluster knows people and programs by their cloud identity only',
  risk: 'whoever finds a certificate, edits a config map or comes without a name gets into the cluster',
  fix: 'use access entries (EKS), and leave legacy authorization, anonymous requests and client certificates off (GKE)',
  population: 'EKS and GKE clusters',
  covers: ['aws_eks_cluster', 'google_container_cluster'],
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.terraform('aws_eks_cluster', 'google_container_cluster'),
  check: (cluster) => {
    const switches = cluster.kind === 'aws_eks_cluster' ? EKS : GKE;
    return gravest(switches.map((each) => judgeSwitch(cluster, each)));
  },
});

const judgeSwitch = (cluster: TerraformResource, { path, must, message }: Switch): Verdict =>
  judgeValue(cluster.value(path), (value) => (value === must ? pass() : fail(message, { evidence: value ?? null })));
