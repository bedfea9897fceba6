import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import type { Construct } from 'constructs';
import { applicationName, ARGOCD_NAMESPACE, PLATFORM_TEAM } from '../../services/definition/names.js';
import { ADD_ONS_PROJECT, syncWave } from '../../services/definition/platform-applications.js';
import type { AddOn } from '../add-ons/add-on.js';
import { addOns } from '../add-ons/add-ons.js';
import { chartRepository, releaseOf } from '../add-ons/releases.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels } from '../labels.js';
import { ADD_ON_CLUSTER_KINDS, ADD_ON_KINDS } from './add-on-kinds.js';
import type { GitopsProps } from './applications-chart.js';
import { IN_CLUSTER } from './destinations.js';
import { syncPolicy } from './sync-policy.js';

/** Charts of others: one Application for each add-on, in a project of their own that takes nothing but those charts. */
export class AddOnsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: GitopsProps) {
    super(scope, id, { namespace: ARGOCD_NAMESPACE, labels: platformLabels('gitops', platform, location) });
    const runs = addOns(platform, location);
    this.addProject(runs);
    for (const addOn of runs) this.addApplication(location.name, addOn);
  }

  /** No person may sync here: what a release is changes by a commit, and a chart's objects carry no signature of ours. */
  private addProject(runs: readonly AddOn[]): void {
    customResource<IAppProject>(this, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: ADD_ONS_PROJECT, labels: { 'finflow.io/owner': PLATFORM_TEAM } },
      spec: {
        description: 'Charts of others, in the versions that charts/add-ons/releases.yaml pins',
        sourceRepos: unique(runs.map(({ release }) => chartRepository(releaseOf(release)))),
        destinations: unique(runs.map(({ namespace }) => namespace)).map((namespace) => ({
          server: IN_CLUSTER,
          namespace,
        })),
        clusterResourceWhitelist: ADD_ON_CLUSTER_KINDS,
        namespaceResourceWhitelist: ADD_ON_KINDS,
        orphanedResources: { warn: true },
      },
    });
  }

  private addApplication(location: string, { release, wave, namespace, values, provides = [] }: AddOn): void {
    const pinned = releaseOf(release);
    customResource<IApplication>(this, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: applicationName(release, location),
        annotations: {
          'argocd.argoproj.io/sync-wave': syncWave(wave),
          'finflow.io/chart-digest': pinned.digest,
          'finflow.io/definitions': pinned.definitions.join(','),
          'finflow.io/provides': provides.join(','),
        },
      },
      spec: {
        project: ADD_ONS_PROJECT,
        source: {
          repoURL: chartRepository(pinned),
          chart: pinned.chart,
          targetRevision: pinned.version,
          helm: { releaseName: release, valuesObject: { ...values } },
        },
        destination: { server: IN_CLUSTER, namespace },
        revisionHistoryLimit: 10,
        syncPolicy,
        ignoreDifferences: SIGNED_BY_THE_CLUSTER,
      },
    });
  }
}

/** Webhooks get the certificate of their authority from the controller behind them. */
const SIGNED_BY_THE_CLUSTER = [
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map((kind) => ({
    group: 'admissionregistration.k8s.io',
    kind,
    jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
  })),
  {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    jqPathExpressions: ['.spec.conversion.webhook.clientConfig.caBundle'],
  },
];

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
