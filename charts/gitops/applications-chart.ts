import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE, deployBranch } from '../../services/definition/names.js';
import { syncWave } from '../../services/definition/platform-applications.js';
import type { Location, PlannedApplication, Platform } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels, serviceLabels } from '../labels.js';
import { IN_CLUSTER } from './destinations.js';

export interface GitopsProps {
  readonly platform: Platform;
  readonly location: Location;
}

/** One Application for each folder of the location's manifests. */
export class ApplicationsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: GitopsProps) {
    super(scope, id, { namespace: ARGOCD_NAMESPACE, labels: platformLabels('gitops', platform, location) });
    for (const application of platform.applications)
      if (application.location === location.name) this.addApplication(platform, location, application);
  }

  private addApplication({ environment, services }: Platform, location: Location, planned: PlannedApplication): void {
    const service = services.find(({ name }) => name === planned.service);
    customResource<IApplication>(this, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: planned.name,
        labels: service === undefined ? {} : { ...serviceLabels(service, environment.name, location.name) },
        annotations: { 'argocd.argoproj.io/sync-wave': syncWave(planned.wave) },
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
        syncPolicy: {
          automated: { prune: true, selfHeal: true, allowEmpty: false },
          syncOptions: [
            'ServerSideApply=true',
            'RespectIgnoreDifferences=true',
            'PruneLast=true',
            'CreateNamespace=false',
          ],
          retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
        },
        ...(service === undefined ? {} : { ignoreDifferences: CONTROLLED_FIELDS }),
      },
    });
  }
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
