import { PrivatecaCaPoolIamMember } from '@cdktf/provider-google/lib/privateca-ca-pool-iam-member/index.js';
import type { PrivatecaCaPool } from '@cdktf/provider-google/lib/privateca-ca-pool/index.js';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import { cloudIdentity, GOOGLE_CERTIFICATE_ISSUER } from '../../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { workloadPool } from '../location-names.js';

/** The controller in the cluster that has certificates signed: it asks this pool and can do nothing else. */
export function defineCertificateIssuer(
  stack: PlatformStack,
  { environment }: Platform,
  location: GcpLocation,
  pool: PrivatecaCaPool,
): void {
  const { namespace, name } = GOOGLE_CERTIFICATE_ISSUER;
  const account = new ServiceAccount(stack, 'certificate-issuer', {
    project: location.project,
    accountId: cloudIdentity(environment.name, 'certificate-issuer', location.name),
    displayName: `Certificate issuer of ${location.clusterName}`,
    description: `Has certificates of the mesh of ${location.clusterName} signed`,
  });
  new ServiceAccountIamMember(stack, 'certificate-issuer-user', {
    serviceAccountId: account.name,
    role: 'roles/iam.workloadIdentityUser',
    member: `serviceAccount:${workloadPool(location)}[${namespace}/${name}]`,
  });
  new PrivatecaCaPoolIamMember(stack, 'certificate-issuing', {
    caPool: pool.id,
    role: 'roles/privateca.certificateRequester',
    member: account.member,
  });
}
