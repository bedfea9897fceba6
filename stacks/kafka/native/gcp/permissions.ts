import { ManagedKafkaAcl, type ManagedKafkaAclConfig } from '@cdktf/provider-google/lib/managed-kafka-acl/index.js';
import { grantsIn, kafkaServicesIn, type KafkaGrant } from '../../../../services/definition/kafka-grants.js';
import { cloudIdentity, KAFKA_OPERATOR, kafkaClusterName } from '../../../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../../../services/definition/platform.js';
import type { PlatformStack } from '../../../platform-stack.js';
import { constructId } from '../../construct-id.js';
import { serviceAccountEmail } from './client-access.js';

const PATTERNS = { topic: 'topic', group: 'consumerGroup' } as const;

/**
 * What has no permission at all is open to everybody on Google's brokers. These cover everything, and name the operator
 * alone, so that whatever nobody was granted is refused.
 */
const EVERYTHING = ['cluster', 'allTopics', 'allConsumerGroups', 'allTransactionalIds'] as const;

/** Google keeps the permissions on one topic or group as one object. */
export function definePermissions(stack: PlatformStack, platform: Platform, location: GcpLocation): void {
  const emails = new Map(
    kafkaServicesIn(platform, location).map((service) => [service.name, serviceAccountEmail(service, location)]),
  );
  const shared = {
    project: location.project,
    location: location.region,
    cluster: kafkaClusterName(platform.environment.name, location.name),
  };
  const define = (id: string, aclId: string, entries: readonly Entry[]): void => {
    const config: ManagedKafkaAclConfig = { ...shared, aclId, aclEntries: entries.map(aclEntry) };
    new ManagedKafkaAcl(stack, id, config);
  };
  const operatorId = cloudIdentity(platform.environment.name, KAFKA_OPERATOR, location.name);
  const operator = { email: `${operatorId}@${location.project}.iam.gserviceaccount.com`, operation: 'ALL' } as const;
  for (const pattern of EVERYTHING) define(`permissions-${pattern}`, pattern, [operator]);
  for (const [aclId, grants] of byResource(grantsIn(platform, location))) {
    const entries = grants.map(({ service, operation }) => ({ email: found(emails, service), operation }));
    define(constructId('permissions', aclId.replace('/', '-')), aclId, entries);
  }
}

interface Entry {
  readonly email: string;
  readonly operation: KafkaGrant['operation'] | 'ALL';
}

const aclEntry = ({ email, operation }: Entry) => ({
  principal: `User:${email}`,
  operation,
  permissionType: 'ALLOW',
  host: '*',
});

/** `topic/ledger.transfer-posted` → who may do what with it. */
function byResource(grants: readonly KafkaGrant[]): ReadonlyMap<string, readonly KafkaGrant[]> {
  const grouped = new Map<string, KafkaGrant[]>();
  for (const grant of grants) {
    const aclId = `${PATTERNS[grant.resource]}/${grant.name}`;
    grouped.set(aclId, [...(grouped.get(aclId) ?? []), grant]);
  }
  return grouped;
}

function found(emails: ReadonlyMap<string, string>, service: string): string {
  const email = emails.get(service);
  if (email === undefined) throw new RangeError(`${service} has no account to grant anything to`);
  return email;
}
