import { OrgPolicyPolicy, type OrgPolicyPolicySpecRules } from '@cdktf/provider-google/lib/org-policy-policy/index.js';
import { readersOf } from '../../../services/definition/archive-readers.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EnabledApis } from './enabled-apis.js';

/** What nobody in the project may do, whatever roles say. */
const ENFORCED = [
  'compute.disableSerialPortAccess',
  'compute.requireOsLogin',
  'compute.requireShieldedVm',
  'iam.automaticIamGrantsForDefaultServiceAccounts',
  'iam.disableServiceAccountKeyCreation',
  'iam.disableServiceAccountKeyUpload',
  'storage.publicAccessPrevention',
  'storage.uniformBucketLevelAccess',
] as const;

/** The name by which Google knows identities of AWS. */
const AWS_ISSUER = 'https://sts.amazonaws.com';

export interface ProjectGuardsProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly apis: EnabledApis;
}

/** Organization policies of the location's project: they hold for every resource, also for those that no stack made. */
export function defineProjectGuards(stack: PlatformStack, { platform, location, apis }: ProjectGuardsProps): void {
  const accounts = readersOf(platform.locations, location.name).flatMap((reader) =>
    reader.cloud === 'aws' ? [`${reader.account}`] : [],
  );
  const rules: Readonly<Record<string, OrgPolicyPolicySpecRules>> = {
    ...Object.fromEntries(ENFORCED.map((constraint) => [constraint, { enforce: 'TRUE' }])),
    'compute.vmExternalIpAccess': { denyAll: 'TRUE' },
    // New resources stay in the region, and so in the jurisdiction.
    'gcp.resourceLocations': { values: { allowedValues: [`in:${location.region}-locations`] } },
    'iam.workloadIdentityPoolAwsAccounts':
      accounts.length === 0 ? { denyAll: 'TRUE' } : { values: { allowedValues: accounts } },
    'iam.workloadIdentityPoolProviders': {
      values: {
        allowedValues: [platform.environment.images.signer.issuer, ...(accounts.length === 0 ? [] : [AWS_ISSUER])],
      },
    },
  };
  const parent = `projects/${location.project}`;
  for (const [constraint, rule] of Object.entries(rules)) {
    new OrgPolicyPolicy(stack, `guard-${constraint.replace('.', '-')}`, {
      name: `${parent}/policies/${constraint}`,
      parent,
      spec: { rules: [rule] },
      dependsOn: [apis.orgpolicy],
    });
  }
}
