import { KUBE_SYSTEM_NAMESPACE } from '../../services/definition/platform-namespaces.js';
import type { AddOnsOf } from './add-on.js';

/** Measured load for autoscalers of pods, which GKE brings itself. */
export const metricsServer: AddOnsOf = (_, { cloud }) =>
  cloud === 'gcp'
    ? []
    : [
        {
          release: 'metrics-server',
          wave: 'operators',
          namespace: KUBE_SYSTEM_NAMESPACE,
          values: {
            replicas: 2,
            podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
            priorityClassName: 'system-cluster-critical',
          },
        },
      ];
