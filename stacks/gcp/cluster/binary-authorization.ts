import { BinaryAuthorizationAttestor } from '@cdktf/provider-google/lib/binary-authorization-attestor/index.js';
import { BinaryAuthorizationPolicy } from '@cdktf/provider-google/lib/binary-authorization-policy/index.js';
import { ContainerAnalysisNote } from '@cdktf/provider-google/lib/container-analysis-note/index.js';
import { DataGoogleKmsCryptoKeyVersion } from '@cdktf/provider-google/lib/data-google-kms-crypto-key-version/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { ClusterKeys } from './cluster-keys.js';

const ENFORCE = 'ENFORCED_BLOCK_AND_AUDIT_LOG';

export interface ImageAdmissionProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly keys: ClusterKeys;
}

/**
 * Only images that the release pipeline attested may run in the cluster, and none in any other cluster of the project.
 * Google's own system images are judged by Google's policy; there is no other exception.
 */
export function defineImageAdmission(
  stack: PlatformStack,
  { platform, location, keys }: ImageAdmissionProps,
): BinaryAuthorizationPolicy {
  const attestor = defineAttestor(stack, platform, location, keys);
  return new BinaryAuthorizationPolicy(stack, 'image-admission', {
    description: `Images attested by ${attestor.name} run in ${location.clusterName}; everything else is refused`,
    globalPolicyEvaluationMode: 'ENABLE',
    defaultAdmissionRule: { evaluationMode: 'ALWAYS_DENY', enforcementMode: ENFORCE },
    clusterAdmissionRules: [
      {
        cluster: `${location.region}.${location.clusterName}`,
        evaluationMode: 'REQUIRE_ATTESTATION',
        enforcementMode: ENFORCE,
        requireAttestationsBy: [attestor.id],
      },
    ],
  });
}

function defineAttestor(
  stack: PlatformStack,
  { environment }: Platform,
  { clusterName }: GcpLocation,
  keys: ClusterKeys,
): BinaryAuthorizationAttestor {
  const { signer } = environment.images;
  const name = `${clusterName}-release`;
  const note = new ContainerAnalysisNote(stack, 'attestation-note', {
    name,
    shortDescription: 'Image verified by the release pipeline',
    longDescription: `Signed by ${signer.subject}, as ${signer.issuer} attests`,
    attestationAuthority: { hint: { humanReadableName: 'FinFlow release pipeline' } },
  });
  const version = new DataGoogleKmsCryptoKeyVersion(stack, 'attestations-key-version', {
    cryptoKey: keys.attestations.id,
  });
  const publicKey = version.publicKey.get(0);
  return new BinaryAuthorizationAttestor(stack, 'attestor', {
    name,
    description: "Holds the public key that verifies the pipeline's attestations",
    attestationAuthorityNote: {
      noteReference: note.name,
      publicKeys: [
        {
          id: version.id,
          pkixPublicKey: { publicKeyPem: publicKey.pem, signatureAlgorithm: publicKey.algorithm },
        },
      ],
    },
  });
}
