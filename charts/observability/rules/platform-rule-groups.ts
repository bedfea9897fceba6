import { alertRule, type PlatformAlert, type RuleGroup } from '../alert.js';
import { CERTIFICATE_ALERTS } from './certificate-alerts.js';
import { DELIVERY_ALERTS } from './delivery-alerts.js';
import { DELIVERY_MEASURES } from './delivery-measures.js';
import { LOCATION_ALERTS } from './location-alerts.js';
import { LOG_ALERTS } from './log-alerts.js';
import { MESH_ALERTS } from './mesh-alerts.js';
import { NODE_ALERTS } from './node-alerts.js';
import { STREAMING_ALERTS } from './streaming-alerts.js';
import { TELEMETRY_ALERTS } from './telemetry-alerts.js';

const group = (name: string, alerts: readonly PlatformAlert[]): RuleGroup => ({
  name: `platform.${name}`,
  rules: alerts.map(alertRule),
});

/**
 * What is recorded and alerted on in every location.
 *
 * @param hasPeers whether the jurisdiction has other locations to look at
 */
export const platformRuleGroups = (hasPeers: boolean): RuleGroup[] => [
  group('nodes-and-pods', NODE_ALERTS),
  group('mesh', MESH_ALERTS),
  group('certificates-and-secrets', CERTIFICATE_ALERTS),
  group('delivery', DELIVERY_ALERTS),
  group('kafka', STREAMING_ALERTS),
  group('telemetry', TELEMETRY_ALERTS),
  group('logs', LOG_ALERTS),
  ...(hasPeers ? [group('locations', LOCATION_ALERTS)] : []),
  { name: 'platform.delivery-measures', interval: '5m', rules: [...DELIVERY_MEASURES] },
];
