import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { loggingAgent, messagingAgent } from '../cluster/service-agents.js';
import { defineGrantedKey, type GrantedKey } from '../granted-key.js';

export interface AuditKeys {
  /** The audit trail. */
  readonly logs: GrantedKey;
  /** Findings and budgets on their way to people. */
  readonly messages: GrantedKey;
}

/** Keys of the evidence, apart from those of the cluster: it outlives the cluster that it tells about. */
export function defineAuditKeys(stack: PlatformStack, location: GcpLocation, projectNumber: string): AuditKeys {
  const ring = new KmsKeyRing(stack, 'keys', {
    name: `${location.clusterName}-audit`,
    location: location.region,
    lifecycle: { preventDestroy: true },
  });
  return {
    logs: defineGrantedKey(stack, ring, 'logs', loggingAgent(stack, location)),
    messages: defineGrantedKey(stack, ring, 'messages', messagingAgent(projectNumber)),
  };
}
