import type { Construct } from 'constructs';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAlertTopic } from '../alert-topic.js';
import { defineAwsProvider } from '../aws-provider.js';
import { defineAccountGuards } from './account-guards.js';
import { defineArchive } from './archive.js';
import { defineBackups } from './backups.js';
import { defineConfigurationHistory } from './configuration-history.js';
import { defineSecurityHub } from './security-hub.js';
import { defineSpending } from './spending.js';
import { defineThreatDetection } from './threat-detection.js';
import { defineTrail } from './trail.js';
import { WATCHED_EVENTS } from './watched-events.js';

export interface AwsAuditStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/** The evidence of an AWS location: who did what, what it looked like, what was wrong, what can be restored and what it cost. */
export class AwsAuditStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: AwsAuditStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);

    const archive = defineArchive(this, platform, location);
    defineTrail(this, { platform, location, archive });
    defineConfigurationHistory(this, { platform, location, archive });
    defineThreatDetection(this, location);
    defineSecurityHub(this, location);
    defineAlertTopic(this, {
      platform,
      location,
      id: 'findings',
      description: `Findings and watched changes of ${location.clusterName}`,
      rules: WATCHED_EVENTS,
    });
    defineBackups(this, platform, location);
    defineAccountGuards(this);
    defineSpending(this, platform, location);
  }
}
