import { contractName } from '../../services/definition/names.js';
import { serviceLabels } from '../labels.js';
import type { Placement } from '../placement.js';
import { serviceContainer } from './container.js';
import { podMetadata } from './pod-metadata.js';
import type { PodSpec, PodTemplate } from './pod-environment.js';
import { scheduling } from './scheduling.js';

/** Above 10000, so it never meets an account of the node. */
const USER_ID = 10_001;

/** What Pod Security "restricted" asks of a pod. */
export const RESTRICTED_POD: NonNullable<PodSpec['securityContext']> = {
  fsGroup: USER_ID,
  runAsGroup: USER_ID,
  runAsNonRoot: true,
  runAsUser: USER_ID,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** The pods of a service. */
export function podTemplate(placement: Placement, contractChecksum: string): PodTemplate {
  const { platform, location, service } = placement;
  const labels = serviceLabels(service, platform.environment.name, location.name);
  return {
    metadata: podMetadata(service, labels, contractChecksum),
    spec: {
      serviceAccountName: service.derived.serviceAccount,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: service.runtime.terminationGraceSeconds,
      securityContext: RESTRICTED_POD,
      ...scheduling(service, location),
      containers: [serviceContainer(placement)],
      volumes: [
        { name: 'contract', configMap: { name: contractName(service.name), defaultMode: 0o444 } },
        { name: 'tmp', emptyDir: { sizeLimit: '128Mi' } },
      ],
    },
  };
}
