import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { gcpOrganizationOf, securityContactOf } from '../../organization.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineProjectNumber } from '../cluster/service-agents.js';
import { defineContact } from '../contacts.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineArchive } from './archive.js';
import { defineAuditKeys } from './audit-keys.js';
import { defineAuditLogs } from './audit-logs.js';
import { defineChangeAlerts } from './change-alerts.js';
import { defineFindings } from './findings.js';
import { defineSpending } from './spending.js';

export interface GcpAuditStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** The evidence of a Google Cloud location: who did what, what was wrong and what it cost. Its backups are planned beside the cluster. */
export class GcpAuditStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpAuditStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const organization = gcpOrganizationOf(platform, location);
    const contact = securityContactOf(platform, location);
    const projectNumber = defineProjectNumber(this, location);

    const keys = defineAuditKeys(this, location, projectNumber);
    defineAuditLogs(this, { platform, location, keys });
    if (organization !== null) defineArchive(this, { platform, location, organization });
    defineFindings(this, { location, keys });
    defineChangeAlerts(this, location, contact === null ? [] : [defineContact(this, location, 'security', contact)]);
    if (organization !== null) defineSpending(this, { platform, location, organization, projectNumber });
  }
}
