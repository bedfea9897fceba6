import { PrivatecaCaPool } from '@cdktf/provider-google/lib/privateca-ca-pool/index.js';
import { PrivatecaCertificateAuthority } from '@cdktf/provider-google/lib/privateca-certificate-authority/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

const SECONDS_PER_DAY = 86_400;
/** As on AWS: a certificate expires before a revocation would have reached every proxy. */
const LONGEST_CERTIFICATE = `${7 * SECONDS_PER_DAY}s`;
/** The root signs an intermediate for three years; the ceremony is repeated before. */
const AUTHORITY_LIFETIME = `${3 * 365 * SECONDS_PER_DAY}s`;

/** Nothing but the two ends of a TLS connection inside of the mesh. */
const WORKLOAD_KEY_USAGE = {
  baseKeyUsage: { digitalSignature: true },
  extendedKeyUsage: { clientAuth: true, serverAuth: true },
};

/**
 * The authority that signs the certificates of one mesh, alone in its pool. Its key stays in Google's hardware; the offline root signs its
 * request by ceremony, until which it signs nothing.
 */
export function defineIntermediateAuthority(
  stack: PlatformStack,
  { environment }: Platform,
  location: GcpLocation,
): PrivatecaCaPool {
  const { clusterName, region } = location;
  const pool = new PrivatecaCaPool(stack, 'mesh', {
    name: `${clusterName}-mesh`,
    location: region,
    // The tier without a list of what was issued, for certificates that live for days.
    tier: 'DEVOPS',
    issuancePolicy: {
      allowedIssuanceModes: { allowCsrBasedIssuance: true, allowConfigBasedIssuance: false },
      allowedKeyTypes: [{ ellipticCurve: { signatureAlgorithm: 'ECDSA_P256' } }],
      maximumLifetime: LONGEST_CERTIFICATE,
      identityConstraints: {
        allowSubjectPassthrough: false,
        allowSubjectAltNamesPassthrough: true,
        celExpression: {
          title: 'Workloads of this mesh',
          expression: `subject_alt_names.all(san, san.type == URI && san.value.startsWith("spiffe://${environment.trustDomain}/"))`,
        },
      },
      // Whatever a request asks for, what is issued is no authority.
      baselineValues: { caOptions: { isCa: false }, keyUsage: WORKLOAD_KEY_USAGE },
    },
    publishingOptions: { publishCaCert: true, publishCrl: false },
    labels: { ...stack.tags },
    lifecycle: { preventDestroy: true },
  });
  new PrivatecaCertificateAuthority(stack, 'intermediate', {
    certificateAuthorityId: `${clusterName}-intermediate`,
    pool: pool.name,
    location: region,
    type: 'SUBORDINATE',
    // Until the ceremony it waits for the root's signature.
    desiredState: 'AWAITING_USER_ACTIVATION',
    lifetime: AUTHORITY_LIFETIME,
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
        caOptions: { isCa: true, maxIssuerPathLength: 0, zeroMaxIssuerPathLength: true },
        keyUsage: { baseKeyUsage: { certSign: true, crlSign: true }, extendedKeyUsage: {} },
      },
    },
    deletionProtection: true,
    skipGracePeriod: false,
    ignoreActiveCertificatesOnDeletion: false,
    labels: { ...stack.tags },
    // The ceremony activates it and installs the chain.
    lifecycle: { preventDestroy: true, ignoreChanges: ['desired_state', 'pem_ca_certificate', 'subordinate_config'] },
  });
  return pool;
}
