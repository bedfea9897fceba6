import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry/index.js';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association/index.js';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import * as names from '../../../services/definition/names.js';
import type { AwsLocation, Platform, Team } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineSquadRole } from './squad-roles.js';

/** Namespaces of what the platform itself runs; whoever operates it may change things there by hand. */
const PLATFORM_NAMESPACES = [
  'kube-system',
  names.ARGOCD_NAMESPACE,
  names.EXTERNAL_SECRETS_NAMESPACE,
  names.GATEWAY_NAMESPACE,
  names.MESH_NAMESPACE,
  names.MONITORING_NAMESPACE,
];

/** What EKS calls a set of permissions, and where it holds; without namespaces, in the whole cluster. */
interface Grant {
  readonly policy: 'AmazonEKSViewPolicy' | 'AmazonEKSEditPolicy' | 'AmazonEKSClusterAdminPolicy';
  readonly namespaces?: readonly string[];
}

/** Nobody but the role for emergencies changes a service by hand: services change by Git. Viewing shows no secrets. */
const DUTIES = [
  { duty: 'viewer', grants: [{ policy: 'AmazonEKSViewPolicy' }] },
  {
    duty: 'engineer',
    grants: [{ policy: 'AmazonEKSViewPolicy' }, { policy: 'AmazonEKSEditPolicy', namespaces: PLATFORM_NAMESPACES }],
  },
  { duty: 'break-glass', grants: [{ policy: 'AmazonEKSClusterAdminPolicy' }] },
] as const satisfies readonly {
  readonly duty: Parameters<typeof names.humanRole>[2];
  readonly grants: readonly Grant[];
}[];

export interface HumanAccessProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly cluster: EksCluster;
}

/** Who may enter the cluster: the roles of the platform's people, known by name, and each squad in its own namespaces. */
export function defineHumanAccess(stack: PlatformStack, props: HumanAccessProps): void {
  const { platform, location } = props;
  const environment = platform.environment.name;
  for (const { duty, grants } of DUTIES) {
    const role = names.humanRole(environment, location.name, duty);
    admit(stack, props, { id: duty, principalArn: `arn:aws:iam::${location.account}:role/${role}`, grants });
  }
  for (const team of platform.teams) {
    const namespaces = namespacesOf(team, props);
    if (namespaces.length === 0) continue;
    const role = defineSquadRole(stack, { platform, location, team });
    const grants = [{ policy: 'AmazonEKSViewPolicy', namespaces }] as const;
    admit(stack, props, { id: `squad-${team.name}`, principalArn: role.arn, grants });
  }
}

/** Namespaces of a squad's services in the location. */
function namespacesOf(team: Team, { platform, location }: HumanAccessProps): readonly string[] {
  return platform.services
    .filter(({ name, locations }) => team.services.includes(name) && locations.includes(location.name))
    .map(({ derived }) => derived.namespace);
}

interface Admission {
  readonly id: string;
  readonly principalArn: string;
  readonly grants: readonly Grant[];
}

function admit(stack: PlatformStack, { cluster }: HumanAccessProps, { id, principalArn, grants }: Admission): void {
  const entry = new EksAccessEntry(stack, `access-${id}`, {
    clusterName: cluster.name,
    principalArn,
    type: 'STANDARD',
  });
  for (const { policy, namespaces } of grants) {
    new EksAccessPolicyAssociation(stack, `access-${id}-${policy}`, {
      clusterName: cluster.name,
      policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
      principalArn: entry.principalArn,
      accessScope: namespaces === undefined ? { type: 'cluster' } : { type: 'namespace', namespaces: [...namespaces] },
    });
  }
}
