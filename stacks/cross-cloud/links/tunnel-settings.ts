import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { VpnConnectionConfig } from '@cdktf/provider-aws/lib/vpn-connection/index.js';

/**
 * What AWS offers at a tunnel's negotiation, and therefore the only thing that can come of it: Google's gateway proposes everything it
 * knows, and no provider version in use narrows that. Both sides know all of these (Cloud VPN, "Supported IKE ciphers").
 */
const NEGOTIATION = {
  ikeVersions: ['ikev2'],
  phase1EncryptionAlgorithms: ['AES256-GCM-16'],
  phase1IntegrityAlgorithms: ['SHA2-384', 'SHA2-512'],
  phase1DhGroupNumbers: [20, 21],
  phase1LifetimeSeconds: 28_800,
  phase2EncryptionAlgorithms: ['AES256-GCM-16'],
  phase2IntegrityAlgorithms: ['SHA2-384', 'SHA2-512'],
  phase2DhGroupNumbers: [20, 21],
  phase2LifetimeSeconds: 3_600,
};

/** A dead peer is noticed within half a minute, and AWS dials again by itself. */
const LIVENESS = { startupAction: 'start', dpdTimeoutAction: 'restart', dpdTimeoutSeconds: 30 };

/** AWS announces the replacement of an endpoint instead of doing it, so none falls into the loss of a cloud. */
const LIFECYCLE = { enableTunnelLifecycleControl: true };

export interface TunnelSettings {
  readonly insideCidr: string;
  readonly presharedKey: string;
}

/** The attributes of one of the two tunnels of a connection, under the names that carry its number. */
export function tunnelSettings(
  number: 1 | 2,
  settings: TunnelSettings,
  logs: CloudwatchLogGroup,
): Partial<VpnConnectionConfig> {
  const logOptions = {
    cloudwatchLogOptions: { logEnabled: true, logGroupArn: logs.arn, logOutputFormat: 'json' },
  };
  return Object.fromEntries(
    Object.entries({ ...NEGOTIATION, ...LIVENESS, ...LIFECYCLE, ...settings, logOptions }).map(([name, value]) => [
      `tunnel${number}${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );
}
