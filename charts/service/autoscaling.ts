import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Service } from '../../services/definition/platform.js';
import { selectorLabels } from '../labels.js';

const SCALE_DOWN_CALM_SECONDS = 300;

/** Scales the Rollout, and bounds how much of it a voluntary disruption takes. */
export function defineScaling(scope: Construct, service: Service): void {
  const { min, max, metrics, pdb } = service.scaling;
  new k8s.KubeHorizontalPodAutoscalerV2(scope, 'autoscaler', {
    metadata: { name: service.name },
    spec: {
      scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: service.name },
      minReplicas: min,
      maxReplicas: max,
      metrics: metrics.map(({ resource, percent }) => ({
        type: 'ContainerResource',
        // The program's own use: a pod-wide average would count the proxy's idle CPU.
        containerResource: {
          container: service.name,
          name: resource,
          target: { type: 'Utilization', averageUtilization: percent },
        },
      })),
      behavior: {
        // Doubling every 15 s reaches the survivor's size well inside the failover budget.
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
        },
        scaleDown: {
          stabilizationWindowSeconds: SCALE_DOWN_CALM_SECONDS,
          selectPolicy: 'Min',
          policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }],
        },
      },
    },
  });
  new k8s.KubePodDisruptionBudget(scope, 'disruption-budget', {
    metadata: { name: service.name },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(pdb.maxUnavailable),
      selector: { matchLabels: selectorLabels(service.name) },
      // Pods that are not ready serve nobody: they must not keep a node from being drained.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
