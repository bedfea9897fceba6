import type { IAnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate';
import { canaryService, clusterHost } from '../../services/definition/names.js';
import { selectorLabels, serviceLabels } from '../labels.js';
import type { Placement } from '../placement.js';
import { probeName } from './analysis-names.js';
import { RESTRICTED_CONTAINER } from './container.js';
import { RESTRICTED_POD } from './pod-template.js';
import { scheduling } from './scheduling.js';

type Metric = NonNullable<IAnalysisTemplate['spec']['metrics']>[number];
type Job = NonNullable<Metric['provider']['job']>;

const PROBE_DEADLINE_SECONDS = 120;

/**
 * Asks the new pods for their health through the mesh, as a caller would. The image is the service's own: `probe <url>` is a
 * command of every service, so no second image needs trust.
 */
export function probeJob(placement: Placement): Job {
  const { platform, location, service } = placement;
  const { runtime, derived } = service;
  const labels = {
    ...serviceLabels(service, platform.environment.name, location.name),
    ...selectorLabels(probeName(service.name)),
  };
  const { priorityClassName, nodeSelector, tolerations } = scheduling(service, location);
  const host = clusterHost(canaryService(service.name), service.name);
  const amounts = { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' };
  return {
    metadata: { labels },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: PROBE_DEADLINE_SECONDS,
      ttlSecondsAfterFinished: 3600,
      template: {
        metadata: { labels: { ...labels, 'sidecar.istio.io/inject': 'true' } },
        spec: {
          restartPolicy: 'Never',
          serviceAccountName: derived.serviceAccount,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: RESTRICTED_POD,
          ...(priorityClassName === undefined ? {} : { priorityClassName }),
          ...(nodeSelector === undefined ? {} : { nodeSelector }),
          ...(tolerations === undefined ? {} : { tolerations }),
          containers: [
            {
              name: 'probe',
              image: runtime.image.reference,
              imagePullPolicy: 'IfNotPresent',
              args: ['probe', `http://${host}:${runtime.ports.http.port}${runtime.health.readiness}`],
              resources: { requests: amounts, limits: { ...amounts } },
              securityContext: RESTRICTED_CONTAINER,
            },
          ],
        },
      },
    },
  };
}
