import type { PrivatecaCaPool } from '@cdktf/provider-google/lib/privateca-ca-pool/index.js';
import { PrivatecaCertificateAuthority } from '@cdktf/provider-google/lib/privateca-certificate-authority/index.js';
import { TerraformOutput } from 'cdktf';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Name under which the ceremony finds the authority in the stack's outputs; the same on both clouds. */
export const AUTHORITY = 'certificate_authority';

/** What the ceremony signs for: five years, of 365 days. */
const LIFETIME = `${5 * 365 * 86_400}s`;

/**
 * The authority that signs the certificates of one mesh. Its key lies in hardware of the location's region and never leaves it; the offline
 * root signs its request by ceremony, until which it signs nothing. The ceremony's certificate is no business of Terraform.
 */
export function defineIntermediateAuthority(
  stack: PlatformStack,
  { environment }: Platform,
  location: GcpLocation,
  pool: PrivatecaCaPool,
): void {
  const authority = new PrivatecaCertificateAuthority(stack, 'intermediate', {
    project: location.project,
    pool: pool.name,
    certificateAuthorityId: `${location.clusterName}-mesh`,
    location: location.region,
    type: 'SUBORDINATE',
    lifetime: LIFETIME,
    // A key that Google makes for an authority is always one in hardware.
    keySpec: { algorithm: 'EC_P256_SHA256' },
    config: {
      subjectConfig: {
        subject: {
          commonName: `${location.name} mesh authority of ${environment.trustDomain}`,
          organization: 'FinFlow',
          organizationalUnit: environment.name,
        },
      },
      x509Config: {
        // It signs workloads, never another authority.
        caOptions: { isCa: true, zeroMaxIssuerPathLength: true },
        keyUsage: {
          baseKeyUsage: { certSign: true, crlSign: true },
          extendedKeyUsage: { clientAuth: true, serverAuth: true },
        },
        nameConstraints: { critical: true, permittedUris: [environment.trustDomain] },
      },
    },
    deletionProtection: true,
    skipGracePeriod: false,
    ignoreActiveCertificatesOnDeletion: false,
    labels: { ...stack.tags },
    lifecycle: { preventDestroy: true, ignoreChanges: ['pem_ca_certificate', 'subordinate_config'] },
  });
  new TerraformOutput(stack, AUTHORITY, { value: authority.id, staticId: true });
}
