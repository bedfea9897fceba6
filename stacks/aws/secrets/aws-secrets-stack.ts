import type { Construct } from 'constructs';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsProvider } from '../aws-provider.js';
import { servicesIn } from '../in-location.js';
import { defineRotationCalendar } from './rotation-calendar.js';
import { defineRotationTopic } from './rotation-topic.js';
import { defineSecretEntry } from './secret-entry.js';

export interface AwsSecretsStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/** The secrets of an AWS location's services: a place for each value, never the value, and when it must be replaced. */
export class AwsSecretsStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: AwsSecretsStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const entries = servicesIn(platform, location).flatMap((service) =>
      service.secrets.map((secret) => ({ service, secret })),
    );
    for (const entry of entries) defineSecretEntry(this, platform, location, entry);
    const topic = defineRotationTopic(this, platform, location);
    defineRotationCalendar(this, platform, location, topic, entries);
  }
}
