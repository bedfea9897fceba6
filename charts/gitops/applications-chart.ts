import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE, deployBranch } from '../../services/definition/names.js';
import { ROOT_APPLICATION, syncWave } from '../../services/definition/platform-applications.js';
import type { Location, PlannedApplication, Platform } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels, serviceLabels } from '../labels.js';
import { ROOT_ANNOTATION } from './application-health.js';
import { IN_CLUSTER } from './destinations.js';
import { subscriptions } from './notifications.js';
import { syncPolicy } from './sync-policy.js';

export interface GitopsProps {
  readonly platform: Platform;
  readonly location: Location;
}

/** One Application for each folder of the location's manifests but the root's own. */
export class ApplicationsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: GitopsProps) {
    super(scope, id, { namespace: ARGOCD_NAMESPACE, labels: platformLabels('gitops', platform, location) });
    for (const planned of platform.applications)
      if (planned.location === location.name && planned.application !== ROOT_APPLICATION)
        addApplication(this, platform, planned);
  }
}

/** The Application that deploys all others of its cluster, itself included: a person applies it once, on the empty cluster. */
export class RootChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: GitopsProps) {
    super(scope, id, { namespace: ARGOCD_NAMESPACE, labels: platformLabels('gitops', platform, location) });
    for (const planned of platform.applications)
      if (planned.location === location.name && planned.application === ROOT_APPLICATION)
        addApplication(this, platform, planned);
  }
}

function addApplication(
  chart: ApplicationChart,
  { environment, services }: Platform,
  planned: PlannedApplication,
): void {
  const service = services.find(({ name }) => name === planned.service);
  customResource<IApplication>(chart, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: planned.name,
      labels: service === undefined ? {} : { ...serviceLabels(service, environment.name, planned.location) },
      annotations: {
        'argocd.argoproj.io/sync-wave': syncWave(planned.wave),
        ...(planned.application === ROOT_APPLICATION ? ROOT_ANNOTATION : {}),
        ...(service === undefined ? {} : subscriptions(service.oncall.slack)),
      },
    },
    spec: {
      project: planned.team,
      source: {
        repoURL: environment.delivery.repository,
        targetRevision: deployBranch(environment.name),
        path: planned.path,
      },
      destination: { server: IN_CLUSTER, namespace: planned.namespace },
      revisionHistoryLimit: 10,
      syncPolicy,
      ...(service === undefined ? {} : { ignoreDifferences: CONTROLLED_FIELDS }),
    },
  });
}

/** What controllers set: weights and pod hashes by Argo Rollouts, the number of replicas by the autoscaler. Nothing else may drift. */
const CONTROLLED_FIELDS = [
  {
    group: 'networking.istio.io',
    kind: 'VirtualService',
    jqPathExpressions: ['.spec.http[].route[].weight'],
  },
  { group: 'argoproj.io', kind: 'Rollout', jsonPointers: ['/spec/replicas'] },
  { group: '', kind: 'Service', jqPathExpressions: ['.spec.selector["rollouts-pod-template-hash"]'] },
];
