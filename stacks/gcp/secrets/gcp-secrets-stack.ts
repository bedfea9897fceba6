import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineProjectNumber } from '../cluster/service-agents.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { servicesIn } from '../in-location.js';
import { defineRotationTopic } from './rotation-topic.js';
import { defineSecretEntry } from './secret-entry.js';
import { defineSecretKeys } from './secret-keys.js';

export interface GcpSecretsStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/**
 * The secrets of a Google Cloud location's services: a place for each value, never the value, and when it must be replaced. Who reads which
 * is said where the accounts are made, beside the cluster.
 */
export class GcpSecretsStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpSecretsStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const projectNumber = defineProjectNumber(this, location);
    const keys = defineSecretKeys(this, location, projectNumber);
    const due = defineRotationTopic(this, { platform, location, key: keys.reminders, projectNumber });
    for (const service of servicesIn(platform, location)) {
      for (const secret of service.secrets) {
        defineSecretEntry(this, { location, service, secret, key: keys.values, due });
      }
    }
  }
}
