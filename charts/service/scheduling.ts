import { NODE_POOL_LABEL, priorityClass } from '../../services/definition/names.js';
import type { Location, Service } from '../../services/definition/platform.js';
import { selectorLabels } from '../labels.js';
import type { PodSpec } from './pod-environment.js';

type Scheduling = Pick<
  PodSpec,
  'priorityClassName' | 'nodeSelector' | 'tolerations' | 'topologySpreadConstraints' | 'affinity'
>;

/** Where pods may run: on the pool of their data class, spread over zones strictly and over hosts as far as possible. */
export function scheduling(service: Service, location: Location): Scheduling {
  const labelSelector = { matchLabels: { ...selectorLabels(service.name) } };
  // Counted within one revision, or a canary would inherit the imbalance of the old pods.
  const matchLabelKeys = ['rollouts-pod-template-hash'];
  return {
    priorityClassName: priorityClass(service.tier),
    nodeSelector: { [NODE_POOL_LABEL]: service.derived.nodePool },
    ...tolerations(service, location),
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector,
        matchLabelKeys,
        nodeTaintsPolicy: 'Honor',
      },
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector,
        matchLabelKeys,
      },
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } },
        ],
      },
    },
  };
}

function tolerations({ derived }: Service, { nodePools }: Location): Pick<PodSpec, 'tolerations'> {
  const taints = nodePools.find(({ name }) => name === derived.nodePool)?.taints ?? [];
  if (taints.length === 0) return {};
  return { tolerations: taints.map(({ key, value, effect }) => ({ key, operator: 'Equal', value, effect })) };
}
