import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { messagingAgent, secretsAgent } from '../cluster/service-agents.js';
import { defineGrantedKey, type GrantedKey } from '../granted-key.js';

export interface SecretKeys {
  /** Values of secrets. */
  readonly values: GrantedKey;
  /** Reminders that a secret is due. */
  readonly reminders: GrantedKey;
}

/** Keys of the secrets, apart from those of the cluster: Kubernetes never opens what the secret manager keeps. */
export function defineSecretKeys(stack: PlatformStack, location: GcpLocation, projectNumber: string): SecretKeys {
  const ring = new KmsKeyRing(stack, 'keys', {
    name: `${location.clusterName}-secrets`,
    location: location.region,
    lifecycle: { preventDestroy: true },
  });
  return {
    values: defineGrantedKey(stack, ring, 'values', secretsAgent(projectNumber)),
    reminders: defineGrantedKey(stack, ring, 'reminders', messagingAgent(projectNumber)),
  };
}
