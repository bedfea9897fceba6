import { ROLLOUTS_NAMESPACE } from '../../services/definition/platform-namespaces.js';
import type { AddOnsOf } from './add-on.js';

/** Moves services from one version to the next, step by step and back again by itself. */
export const argoRollouts: AddOnsOf = () => [
  {
    release: 'argo-rollouts',
    wave: 'definitions',
    namespace: ROLLOUTS_NAMESPACE,
    values: {
      installCRDs: true,
      keepCRDs: true,
      controller: { replicas: 2, pdb: { enabled: true, maxUnavailable: 1 }, metrics: { enabled: true } },
      dashboard: { enabled: false },
    },
  },
];
