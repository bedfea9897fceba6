import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import { ciAccountMember } from '../../../services/definition/ci-names.js';
import { cloudIdentity } from '../../../services/definition/names.js';
import type { GcpLocation, NodePool, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Writes logs and metrics and nothing else: Google's minimum for a node. */
const NODE_ROLE = 'roles/container.defaultNodeServiceAccount';

export type NodeIdentities = ReadonlyMap<NodePool['name'], ServiceAccount>;

export interface NodeIdentitiesProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** An account for each node pool, so that a node of one pool never speaks for another. */
export function defineNodeIdentities(
  stack: PlatformStack,
  { platform, location }: NodeIdentitiesProps,
): NodeIdentities {
  return new Map(
    location.nodePools.map(({ name }) => {
      const account = new ServiceAccount(stack, `node-${name}`, {
        accountId: cloudIdentity(platform.environment.name, `gke-${name}`, location.name),
        displayName: `Nodes ${name} of ${location.clusterName}`,
      });
      new ProjectIamMember(stack, `node-${name}-role`, {
        project: location.project,
        role: NODE_ROLE,
        member: account.member,
      });
      // Whoever makes a pool hands its account to the machines.
      new ServiceAccountIamMember(stack, `node-${name}-user`, {
        serviceAccountId: account.name,
        role: 'roles/iam.serviceAccountUser',
        member: ciAccountMember(location.project, 'deploy'),
      });
      return [name, account];
    }),
  );
}

/** The account of a pool's nodes. */
export function identityOf(identities: NodeIdentities, pool: NodePool): ServiceAccount {
  const account = identities.get(pool.name);
  if (account === undefined) throw new RangeError(`no identity for node pool ${pool.name}`);
  return account;
}
