import { grantKey, type KafkaGrant } from '../../../services/definition/kafka-grants.js';
import type { PlatformStack } from '../../platform-stack.js';
import { constructId } from '../construct-id.js';
import { ConfluentKafkaAcl, type ConfluentServiceAccount } from './bindings/access-resources.js';
import type { ClusterAccess } from './cluster-access.js';

const RESOURCE_TYPES = { topic: 'TOPIC', group: 'GROUP' } as const;

/** One permission of one service. Confluent refuses whatever no permission allows. */
export function defineGrant(
  stack: PlatformStack,
  grant: KafkaGrant,
  accounts: ReadonlyMap<string, ConfluentServiceAccount>,
  { onCluster }: ClusterAccess,
): void {
  const account = accounts.get(grant.service);
  if (account === undefined) throw new RangeError(`${grant.service} has no account to grant ${grant.name} to`);
  new ConfluentKafkaAcl(stack, constructId('grant', grantKey(grant)), {
    ...onCluster,
    resourceType: RESOURCE_TYPES[grant.resource],
    resourceName: grant.name,
    patternType: 'LITERAL',
    principal: `User:${account.id}`,
    host: '*',
    operation: grant.operation,
    permission: 'ALLOW',
  });
}
