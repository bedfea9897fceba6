import type { IRollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout';
import type { Construct } from 'constructs';
import { canaryService, stableService } from '../../services/definition/names.js';
import type { Service } from '../../services/definition/platform.js';
import { customResource } from '../custom-resource.js';
import { selectorLabels } from '../labels.js';
import { managedRoutes } from '../mesh/service-routes.js';
import type { Placement } from '../placement.js';
import { judgesTraffic, OBJECTIVES_ANALYSIS, PROBE_ANALYSIS } from './analysis-names.js';
import { podTemplate } from './pod-template.js';

type Strategy = NonNullable<IRollout['spec']['strategy']>;
type CanaryStep = NonNullable<NonNullable<Strategy['canary']>['steps']>[number];
type Analysis = NonNullable<CanaryStep['analysis']>;

/** Old pods stay this long after a promotion, so that going back needs no start-up. */
const KEEP_OLD_SECONDS = 600;

/** The workload of a service. Argo Rollouts moves traffic between its two revisions through the mesh. */
export function defineRollout(scope: Construct, placement: Placement, contractChecksum: string): void {
  const { service } = placement;
  customResource<IRollout>(scope, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: {
      name: service.name,
      // After the analysis templates, routes and secrets that it refers to.
      annotations: { 'argocd.argoproj.io/sync-wave': '1' },
    },
    spec: {
      replicas: service.scaling.min,
      revisionHistoryLimit: 5,
      progressDeadlineSeconds: 600,
      progressDeadlineAbort: true,
      selector: { matchLabels: { ...selectorLabels(service.name) } },
      strategy: service.rollout.strategy === 'canary' ? canary(placement) : blueGreen(placement),
      template: podTemplate(placement, contractChecksum),
    },
  });
}

function canary(placement: Placement): Strategy {
  const { service, location } = placement;
  return {
    canary: {
      stableService: stableService(service.name),
      canaryService: canaryService(service.name),
      maxSurge: '25%',
      maxUnavailable: 0,
      abortScaleDownDelaySeconds: 30,
      scaleDownDelaySeconds: KEEP_OLD_SECONDS,
      trafficRouting: { istio: { virtualServices: managedRoutes(placement) } },
      steps: service.rollout.steps.flatMap((step) => canarySteps(service, location.name, step)),
    },
  };
}

/** Weight, then time for samples to gather, then a verdict over exactly that time. */
function canarySteps(
  service: Service,
  location: string,
  { weight, holdSeconds }: Service['rollout']['steps'][number],
): CanaryStep[] {
  if (holdSeconds === 0) return [{ setWeight: weight }];
  return [
    { setWeight: weight },
    { pause: { duration: `${holdSeconds}s` } },
    { analysis: judgesTraffic(service, location) ? objectivesAnalysis(holdSeconds) : probeAnalysis() },
  ];
}

/** All traffic moves at once, so the new pods are probed before; the old ones wait for a way back. */
function blueGreen({ service }: Placement): Strategy {
  return {
    blueGreen: {
      activeService: stableService(service.name),
      previewService: canaryService(service.name),
      autoPromotionEnabled: true,
      scaleDownDelaySeconds: KEEP_OLD_SECONDS,
      prePromotionAnalysis: probeAnalysis(),
    },
  };
}

const probeAnalysis = (): Analysis => ({ templates: [{ templateName: PROBE_ANALYSIS }] });

const objectivesAnalysis = (windowSeconds: number): Analysis => ({
  templates: [{ templateName: OBJECTIVES_ANALYSIS }],
  args: [
    { name: 'canary-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
    { name: 'stable-hash', valueFrom: { podTemplateHashValue: 'Stable' } },
    { name: 'window', value: `${windowSeconds}s` },
  ],
});
