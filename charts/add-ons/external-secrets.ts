import { EXTERNAL_SECRETS_NAMESPACE } from '../../services/definition/names.js';
import type { AddOnsOf } from './add-on.js';

/** Copies secrets of the location's secret manager into namespaces; stores of the whole cluster are switched off, so none reads for everybody. */
export const externalSecrets: AddOnsOf = () => [
  {
    release: 'external-secrets',
    wave: 'definitions',
    namespace: EXTERNAL_SECRETS_NAMESPACE,
    values: {
      installCRDs: true,
      replicaCount: 2,
      leaderElect: true,
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      processClusterExternalSecret: false,
      processClusterStore: false,
      processClusterGenerator: false,
      processClusterPushSecret: false,
      processPushSecret: false,
      crds: {
        createClusterExternalSecret: false,
        createClusterSecretStore: false,
        createClusterGenerator: false,
        createClusterPushSecret: false,
        createPushSecret: false,
      },
      webhook: { replicaCount: 2, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } },
      certController: { replicaCount: 1 },
    },
  },
];
