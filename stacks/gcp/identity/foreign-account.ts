import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider/index.js';
import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool/index.js';
import { identityIn } from '../../../services/definition/names.js';
import type { AwsLocation, GcpLocation, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Attribute with the name of the AWS role that a caller has assumed. */
export const ROLE_ATTRIBUTE = 'aws_role';

export interface ForeignAccountProps {
  readonly location: GcpLocation;
  readonly reader: AwsLocation;
  /** Services whose roles in the account are believed; no other identity of it is. */
  readonly services: readonly Service[];
}

/** A pool for the identities of one AWS account, and how its roles become Google principals: by name, and only those of the services. */
export function defineForeignAccount(
  stack: PlatformStack,
  { location, reader, services }: ForeignAccountProps,
): IamWorkloadIdentityPool {
  const roles = services.map(({ derived }) => identityIn(derived.cloudIdentity, reader.name));
  const pool = new IamWorkloadIdentityPool(stack, `pool-${reader.name}`, {
    workloadIdentityPoolId: `from-${reader.name}`,
    displayName: `Services in ${reader.name}`,
    description: `Services in ${reader.clusterName} that read archives of ${location.name}`,
  });
  new IamWorkloadIdentityPoolProvider(stack, `account-${reader.name}`, {
    workloadIdentityPoolId: pool.workloadIdentityPoolId,
    workloadIdentityPoolProviderId: `aws-${reader.name}`,
    displayName: `Account of ${reader.name}`,
    aws: { accountId: reader.account },
    attributeMapping: {
      'google.subject': 'assertion.arn',
      'attribute.account': 'assertion.account',
      [`attribute.${ROLE_ATTRIBUTE}`]: "assertion.arn.extract('assumed-role/{role}/')",
    },
    attributeCondition: `attribute.${ROLE_ATTRIBUTE} in [${roles.map((role) => `'${role}'`).join(', ')}]`,
  });
  return pool;
}
