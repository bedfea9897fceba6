import type { Construct } from 'constructs';
import type { AwsLocation, GcpLocation, Platform } from '../../../services/definition/platform.js';
import { defineAuditLogGroup } from '../../aws/audit-log-group.js';
import { defineAwsProvider } from '../../aws/aws-provider.js';
import { findTransit } from '../../aws/network/transit-lookup.js';
import { defineGcpProvider } from '../../gcp/gcp-provider.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsEnd } from './aws-end.js';
import { defineGcpEnd, defineHaGateway } from './gcp-end.js';
import { definePreSharedKeys } from './pre-shared-keys.js';
import { tunnelsBetween } from './tunnels.js';

export interface CloudLinkStackProps {
  readonly platform: Platform;
  /** Its backend keeps the state. */
  readonly aws: AwsLocation;
  readonly gcp: GcpLocation;
}

/**
 * The link between an AWS and a Google Cloud location of one jurisdiction: four encrypted tunnels and BGP in each. Both gateways are found
 * by name; the state of neither location is read.
 */
export class CloudLinkStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, aws, gcp }: CloudLinkStackProps) {
    super(scope, id, { platform, state: aws.state, locations: [aws.name, gcp.name] });
    defineAwsProvider(this, aws);
    defineGcpProvider(this, gcp);
    const tunnels = tunnelsBetween({ aws, gcp });
    const keys = definePreSharedKeys(this, { platform, aws, gcp, tunnels });
    const logs = defineAuditLogGroup(this, {
      platform,
      location: aws,
      id: `link-${gcp.name}-logs`,
      // The prefix spares the account a policy for every group that AWS's own log delivery writes to.
      logGroupName: `/aws/vendedlogs/finflow/${platform.environment.name}/${aws.name}/link-${gcp.name}`,
      description: `Tunnels between ${aws.name} and ${gcp.name}`,
    });
    const transit = findTransit(this, platform, aws);
    const gateway = defineHaGateway(this, gcp, aws);
    const connections = defineAwsEnd(this, { gcp, transit, gateway, tunnels, keys, logs });
    defineGcpEnd(this, { aws, gcp, gateway, connections, tunnels, keys });
  }
}
