import type { Rule } from '../engine/rule.js';
import { lockedBackups } from './availability/locked-backups/locked-backups.js';
import { recoverySettings } from './availability/recovery-settings/recovery-settings.js';
import { zoneSpread } from './availability/zone-spread/zone-spread.js';
import { customerKeys } from './encryption/customer-keys/customer-keys.js';
import { keyPolicy } from './encryption/key-policy/key-policy.js';
import { keyRotation } from './encryption/key-rotation/key-rotation.js';
import { stateEncrypted } from './encryption/state-encrypted/state-encrypted.js';
import { completeOutput } from './engine/complete-output/complete-output.js';
import { kindCoverage } from './engine/kind-coverage/kind-coverage.js';
import { clusterAdminFactor } from './iam/cluster-admin-factor/cluster-admin-factor.js';
import { environmentTrust } from './iam/environment-trust/environment-trust.js';
import { noWildcards } from './iam/no-wildcards/no-wildcards.js';
import { ownSecrets } from './iam/own-secrets/own-secrets.js';
import { peopleSignOn } from './iam/people-sign-on/people-sign-on.js';
import { pinnedTrust } from './iam/pinned-trust/pinned-trust.js';
import { serviceAccountRole } from './iam/service-account-role/service-account-role.js';
import { auditArchive } from './logging/audit-archive/audit-archive.js';
import { controlPlaneLogs } from './logging/control-plane-logs/control-plane-logs.js';
import { edgeRequestLogs } from './logging/edge-request-logs/edge-request-logs.js';
import { flowLogs } from './logging/flow-logs/flow-logs.js';
import { guidedAlerts } from './logging/guided-alerts/guided-alerts.js';
import { logRetention } from './logging/log-retention/log-retention.js';
import { outsideWatchdog } from './logging/outside-watchdog/outside-watchdog.js';
import { redactedLogs } from './logging/redacted-logs/redacted-logs.js';
import { threatDetection } from './logging/threat-detection/threat-detection.js';
import { clusterApiPrivate } from './network/cluster-api-private/cluster-api-private.js';
import { namespaceDefaultDeny } from './network/namespace-default-deny/namespace-default-deny.js';
import { noWorldIngress } from './network/no-world-ingress/no-world-ingress.js';
import { nodesPrivate } from './network/nodes-private/nodes-private.js';
import { allowedRegions } from './residency/allowed-regions/allowed-regions.js';
import { storeConnections } from './encryption/store-connections/store-connections.js';
import { edgeTls } from './encryption/edge-tls/edge-tls.js';
import { toolsSecondFactor } from './iam/tools-second-factor/tools-second-factor.js';
import { declaredDataFlow } from './network/declared-data-flow/declared-data-flow.js';
import { edgeProtection } from './network/edge-protection/edge-protection.js';
import { geoSteering } from './residency/geo-steering/geo-steering.js';
import { strongTunnels } from './encryption/strong-tunnels/strong-tunnels.js';
import { clusterAuthentication } from './iam/cluster-authentication/cluster-authentication.js';
import { hardenedNodes } from './iam/hardened-nodes/hardened-nodes.js';
import { jurisdictionTrust } from './iam/jurisdiction-trust/jurisdiction-trust.js';
import { enforcedNetworkPolicies } from './network/enforced-network-policies/enforced-network-policies.js';
import { jurisdictionRoutes } from './network/jurisdiction-routes/jurisdiction-routes.js';
import { runtimeRules } from './runtime-rules.js';

/** Rules that judge artefacts, by area. */
const artefactRules: readonly Rule[] = [
  // availability
  lockedBackups,
  recoverySettings,
  zoneSpread,
  // encryption
  customerKeys,
  edgeTls,
  keyPolicy,
  keyRotation,
  stateEncrypted,
  strongTunnels,
  storeConnections,
  // iam
  clusterAdminFactor,
  clusterAuthentication,
  environmentTrust,
  hardenedNodes,
  jurisdictionTrust,
  noWildcards,
  ownSecrets,
  peopleSignOn,
  pinnedTrust,
  serviceAccountRole,
  toolsSecondFactor,
  // logging
  auditArchive,
  controlPlaneLogs,
  flowLogs,
  logRetention,
  redactedLogs,
  guidedAlerts,
  outsideWatchdog,
  threatDetection,
  edgeRequestLogs,
  // network
  clusterApiPrivate,
  declaredDataFlow,
  edgeProtection,
  enforcedNetworkPolicies,
  jurisdictionRoutes,
  namespaceDefaultDeny,
  noWorldIngress,
  nodesPrivate,
  // residency
  allowedRegions,
  geoSteering,
  // pods, mesh, authorization, images, secrets, streaming, data, GitOps, ownership
  ...runtimeRules,
  // the output as a whole
  completeOutput,
];

/** Every rule of the audit. Ids are stable and never reused. */
export const rules: readonly Rule[] = [...artefactRules, kindCoverage(artefactRules)];
