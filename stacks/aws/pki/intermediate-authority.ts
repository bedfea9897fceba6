import { AcmpcaCertificateAuthority } from '@cdktf/provider-aws/lib/acmpca-certificate-authority/index.js';
import { TerraformOutput } from 'cdktf';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { durableLifecycle } from '../durable.js';

/** Longest that AWS allows. */
const DELETION_WINDOW_DAYS = 30;

/** Name under which the ceremony finds the authority in the stack's outputs. */
export const AUTHORITY = 'certificate_authority';

/**
 * The authority that signs the certificates of one mesh. Its key never leaves AWS; the offline root signs its request
 * by ceremony, until which it signs nothing. It signs for at most seven days, so a certificate expires before a
 * revocation would have reached every proxy, and there is no list or responder to keep available.
 */
export function defineIntermediateAuthority(
  stack: PlatformStack,
  { environment }: Platform,
  location: AwsLocation,
): AcmpcaCertificateAuthority {
  const authority = new AcmpcaCertificateAuthority(stack, 'intermediate', {
    type: 'SUBORDINATE',
    usageMode: 'SHORT_LIVED_CERTIFICATE',
    keyStorageSecurityStandard: 'FIPS_140_2_LEVEL_3_OR_HIGHER',
    certificateAuthorityConfiguration: {
      keyAlgorithm: 'EC_prime256v1',
      signingAlgorithm: 'SHA256WITHECDSA',
      subject: {
        commonName: `${location.name} mesh authority of ${environment.trustDomain}`,
        organization: 'FinFlow',
        organizationalUnit: environment.name,
      },
    },
    permanentDeletionTimeInDays: DELETION_WINDOW_DAYS,
    tags: { Name: stack.planned.name },
    lifecycle: durableLifecycle(location),
  });
  new TerraformOutput(stack, AUTHORITY, { value: authority.id, staticId: true });
  return authority;
}
