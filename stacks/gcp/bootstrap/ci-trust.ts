import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider/index.js';
import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool/index.js';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member/index.js';
import { TerraformOutput } from 'cdktf';
import {
  ciBranch,
  ciEnvironment,
  ciRepository,
  ciSubject,
  type CiPurpose,
} from '../../../services/definition/ci-names.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { CiAccounts } from './ci-accounts.js';
import type { EnabledApis } from './enabled-apis.js';

const POOL = 'ci-jobs';
/** Name of the stack's output that the code host's variable GOOGLE_PROVIDER gets. */
const PROVIDER = 'ci_provider';

export interface CiTrustProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly projectNumber: string;
  readonly ci: CiAccounts;
  readonly apis: EnabledApis;
}

/**
 * Believes tokens of the code host's jobs: those of one repository, in one of the location's two deployment environments; whoever changes
 * something must run on the branch that signs images as well. Each account can be used by one subject.
 */
export function defineCiTrust(
  stack: PlatformStack,
  { platform, location, projectNumber, ci, apis }: CiTrustProps,
): void {
  const { environment } = platform;
  const { issuer, subject: signer } = environment.images.signer;
  const repository = ciRepository(signer);
  const subjectOf = (purpose: CiPurpose): string =>
    ciSubject(repository, ciEnvironment(environment.name, location.name, purpose));
  const pool = new IamWorkloadIdentityPool(stack, 'ci', {
    workloadIdentityPoolId: POOL,
    displayName: 'CI',
    description: `Jobs of ${repository} that plan and deploy ${location.name}`,
    dependsOn: [apis.iam, apis.sts],
  });
  const provider = new IamWorkloadIdentityPoolProvider(stack, 'ci-tokens', {
    workloadIdentityPoolId: pool.workloadIdentityPoolId,
    workloadIdentityPoolProviderId: 'code-host',
    displayName: 'Code host',
    // Without a list of audiences Google accepts tokens that name this provider, and no others.
    oidc: { issuerUri: issuer },
    attributeMapping: {
      'google.subject': 'assertion.sub',
      'attribute.ref': 'assertion.ref',
      'attribute.repository': 'assertion.repository',
    },
    attributeCondition: [
      `assertion.repository == '${repository}'`,
      `(assertion.sub == '${subjectOf('plan')}'` +
        ` || (assertion.sub == '${subjectOf('deploy')}' && assertion.ref == '${ciBranch(signer)}'))`,
    ].join(' && '),
  });
  const subjects = `projects/${projectNumber}/locations/global/workloadIdentityPools/${pool.workloadIdentityPoolId}/subject`;
  for (const purpose of ['plan', 'deploy'] as const) {
    new ServiceAccountIamMember(stack, `ci-${purpose}-user`, {
      serviceAccountId: ci[purpose].name,
      role: 'roles/iam.workloadIdentityUser',
      member: `principal://iam.googleapis.com/${subjects}/${subjectOf(purpose)}`,
    });
  }
  new TerraformOutput(stack, PROVIDER, { value: provider.name, staticId: true });
}
