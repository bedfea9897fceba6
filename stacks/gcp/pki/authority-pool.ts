import { PrivatecaCaPool } from '@cdktf/provider-google/lib/privateca-ca-pool/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Longest life of a workload's certificate: it ends before a revocation would have reached every proxy. */
const LONGEST_LIFETIME = `${7 * 86_400}s`;
/** Clocks of a cluster differ by seconds; a certificate is valid a little before it is signed. */
const BACKDATE = '60s';
const LEAST_RSA_BITS = '2048';

/**
 * What the location's authorities may sign: certificates of workloads of the environment's mesh, for TLS, for at most seven days. Nothing is
 * revoked or listed, so there is no list or responder to keep available, and an intermediate can be replaced beside its successor.
 */
export function defineAuthorityPool(
  stack: PlatformStack,
  { environment }: Platform,
  location: GcpLocation,
): PrivatecaCaPool {
  return new PrivatecaCaPool(stack, 'pool', {
    project: location.project,
    name: `${location.clusterName}-mesh`,
    location: location.region,
    tier: 'DEVOPS',
    publishingOptions: { publishCaCert: false, publishCrl: false },
    issuancePolicy: {
      maximumLifetime: LONGEST_LIFETIME,
      backdateDuration: BACKDATE,
      allowedIssuanceModes: { allowCsrBasedIssuance: true, allowConfigBasedIssuance: false },
      allowedKeyTypes: [
        { ellipticCurve: { signatureAlgorithm: 'ECDSA_P256' } },
        { rsa: { minModulusSize: LEAST_RSA_BITS } },
      ],
      identityConstraints: {
        allowSubjectPassthrough: false,
        allowSubjectAltNamesPassthrough: true,
        celExpression: {
          title: 'Workloads of the mesh',
          description: 'One SPIFFE identity of the trust domain and no host name',
          expression: `subject_alt_names.size() == 1 && subject_alt_names.all(san, san.type == URI && san.value.startsWith("spiffe://${environment.trustDomain}/ns/"))`,
        },
      },
      baselineValues: {
        caOptions: { nonCa: true },
        keyUsage: {
          baseKeyUsage: { digitalSignature: true, keyEncipherment: true },
          extendedKeyUsage: { clientAuth: true, serverAuth: true },
        },
      },
    },
    labels: { ...stack.tags },
    lifecycle: { preventDestroy: true },
  });
}
