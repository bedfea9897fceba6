import type { Rule } from '../engine/rule.js';
import { declaredCallers } from './authorization/declared-callers/declared-callers.js';
import { defaultDenyAuthorization } from './authorization/default-deny-authorization/default-deny-authorization.js';
import { requiredTokens } from './authorization/required-tokens/required-tokens.js';
import { closedBuckets } from './data/closed-buckets/closed-buckets.js';
import { protectedCardStores } from './data/protected-card-stores/protected-card-stores.js';
import { boundedProjects } from './gitops/bounded-projects/bounded-projects.js';
import { bringUpOrder } from './gitops/bring-up-order/bring-up-order.js';
import { deployBranch } from './gitops/deploy-branch/deploy-branch.js';
import { signedCommits } from './gitops/signed-commits/signed-commits.js';
import { allowedRegistry } from './images/allowed-registry/allowed-registry.js';
import { enforcedSignatures } from './images/enforced-signatures/enforced-signatures.js';
import { pinnedDigest } from './images/pinned-digest/pinned-digest.js';
import { verifiedCharts } from './images/verified-charts/verified-charts.js';
import { closedGateways } from './mesh/closed-gateways/closed-gateways.js';
import { declaredEgress } from './mesh/declared-egress/declared-egress.js';
import { publishedHosts } from './mesh/published-hosts/published-hosts.js';
import { sidecarIntercepts } from './mesh/sidecar-intercepts/sidecar-intercepts.js';
import { strictMutualTls } from './mesh/strict-mutual-tls/strict-mutual-tls.js';
import { verifiedDestinations } from './mesh/verified-destinations/verified-destinations.js';
import { declaredLabels } from './ownership/declared-labels/declared-labels.js';
import { mandatoryTags } from './ownership/mandatory-tags/mandatory-tags.js';
import { registeredThirdParties } from './ownership/registered-third-parties/registered-third-parties.js';
import { autoscaledReplicas } from './pods/autoscaled-replicas/autoscaled-replicas.js';
import { boundedResources } from './pods/bounded-resources/bounded-resources.js';
import { cardDataIsolation } from './pods/card-data-isolation/card-data-isolation.js';
import { disruptionBudget } from './pods/disruption-budget/disruption-budget.js';
import { leastServiceAccount } from './pods/least-service-account/least-service-account.js';
import { noEscalation } from './pods/no-escalation/no-escalation.js';
import { noHostAccess } from './pods/no-host-access/no-host-access.js';
import { nonRootUser } from './pods/non-root-user/non-root-user.js';
import { podSecurityRestricted } from './pods/pod-security-restricted/pod-security-restricted.js';
import { podZoneSpread } from './pods/pod-zone-spread/pod-zone-spread.js';
import { readOnlyRoot } from './pods/read-only-root/read-only-root.js';
import { managedSecretReads } from './secrets/managed-secret-reads/managed-secret-reads.js';
import { noLiteralSecrets } from './secrets/no-literal-secrets/no-literal-secrets.js';
import { ownExternalSecrets } from './secrets/own-external-secrets/own-external-secrets.js';
import { consumerClearance } from './streaming/consumer-clearance/consumer-clearance.js';
import { declaredGrants } from './streaming/declared-grants/declared-grants.js';
import { privateBrokers } from './streaming/private-brokers/private-brokers.js';
import { topicResidency } from './streaming/topic-residency/topic-residency.js';
import { topicStewardship } from './streaming/topic-stewardship/topic-stewardship.js';

/** Rules about what runs in the clusters and the data it handles, by area. */
export const runtimeRules: readonly Rule[] = [
  // pods
  podSecurityRestricted,
  nonRootUser,
  noEscalation,
  readOnlyRoot,
  noHostAccess,
  leastServiceAccount,
  cardDataIsolation,
  boundedResources,
  autoscaledReplicas,
  disruptionBudget,
  podZoneSpread,
  // mesh
  strictMutualTls,
  sidecarIntercepts,
  verifiedDestinations,
  closedGateways,
  declaredEgress,
  publishedHosts,
  // authorization
  defaultDenyAuthorization,
  declaredCallers,
  requiredTokens,
  // images
  pinnedDigest,
  allowedRegistry,
  enforcedSignatures,
  verifiedCharts,
  // secrets
  noLiteralSecrets,
  ownExternalSecrets,
  managedSecretReads,
  // streaming and data
  topicStewardship,
  consumerClearance,
  declaredGrants,
  privateBrokers,
  topicResidency,
  closedBuckets,
  protectedCardStores,
  // GitOps
  boundedProjects,
  deployBranch,
  signedCommits,
  bringUpOrder,
  // ownership
  declaredLabels,
  registeredThirdParties,
  mandatoryTags,
];
