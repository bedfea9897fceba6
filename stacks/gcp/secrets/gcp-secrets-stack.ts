import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineProjectNumber, messagingAgent, secretsAgent } from '../cluster/service-agents.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineGrantedKey } from '../granted-key.js';
import { servicesIn } from '../in-location.js';
import { defineRotationTopic } from './rotation-topic.js';
import { defineSecretEntry } from './secret-entry.js';

export interface GcpSecretsStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** An entry for each secret that a service of the location declares; values come from people and rotation, never from a state. */
export class GcpSecretsStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpSecretsStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const projectNumber = defineProjectNumber(this, location);
    const ring = new KmsKeyRing(this, 'keys', {
      name: `${location.clusterName}-secrets`,
      location: location.region,
      lifecycle: { preventDestroy: true },
    });
    const key = defineGrantedKey(this, ring, 'secrets', secretsAgent(projectNumber));
    const remindersKey = defineGrantedKey(this, ring, 'rotation', messagingAgent(projectNumber));
    const topic = defineRotationTopic(this, location, remindersKey, projectNumber);
    for (const service of servicesIn(platform, location)) {
      for (const secret of service.secrets) defineSecretEntry(this, { location, service, secret, key, topic });
    }
  }
}
