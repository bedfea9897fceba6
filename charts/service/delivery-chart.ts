import type { IAnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate';
import type { Construct } from 'constructs';
import { prometheusUrl } from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { serviceLabels } from '../labels.js';
import type { Placement } from '../placement.js';
import { judgesTraffic, needsProbe, OBJECTIVES_ANALYSIS, PROBE_ANALYSIS } from './analysis-names.js';
import { canarySamples, objectiveVerdict } from './analysis-queries.js';
import { probeJob } from './probe-job.js';

type Metric = NonNullable<IAnalysisTemplate['spec']['metrics']>[number];
type Analysis = NonNullable<Placement['service']['rollout']['analysis']>;

/** How a rollout is judged: by the service's objectives where traffic can tell, by a synthetic probe elsewhere. */
export class DeliveryChart extends ApplicationChart {
  constructor(scope: Construct, id: string, placement: Placement) {
    const { platform, location, service } = placement;
    super(scope, id, {
      namespace: service.derived.namespace,
      labels: serviceLabels(service, platform.environment.name, location.name),
    });
    const { analysis } = service.rollout;
    if (judgesTraffic(service, location.name) && analysis !== null) this.addObjectives(placement, analysis);
    if (needsProbe(service, location.name)) this.addProbe(placement);
  }

  private addObjectives({ service }: Placement, analysis: Analysis): void {
    const objectives = (service.slo?.objectives ?? []).filter(({ name }) => analysis.use.includes(name));
    customResource<IAnalysisTemplate>(this, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: OBJECTIVES_ANALYSIS },
      spec: {
        args: [{ name: 'canary-hash' }, { name: 'stable-hash' }, { name: 'window' }],
        metrics: [
          enoughSamples(service.derived.namespace, analysis),
          ...objectives.map((objective): Metric => {
            const { query, threshold } = objectiveVerdict(service.derived.namespace, objective, analysis.compareTo);
            return measure(objective.name, query, {
              successCondition: `len(result) > 0 && result[0] <= ${threshold}`,
              failureCondition: `len(result) > 0 && result[0] > ${threshold}`,
            });
          }),
        ],
      },
    });
  }

  private addProbe(placement: Placement): void {
    customResource<IAnalysisTemplate>(this, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: PROBE_ANALYSIS },
      spec: { metrics: [{ name: 'answers', count: 1, failureLimit: 0, provider: { job: probeJob(placement) } }] },
    });
  }
}

/** Too few requests prove nothing: by the declared choice the rollout fails, or waits for a person (neither condition holds). */
function enoughSamples(namespace: string, { minSamples, onNoData }: Analysis): Metric {
  const missing = `len(result) == 0 || result[0] < ${minSamples}`;
  return measure('samples', canarySamples(namespace), {
    successCondition: `len(result) > 0 && result[0] >= ${minSamples}`,
    failureCondition: onNoData === 'fail' ? missing : 'false',
  });
}

const measure = (
  name: string,
  query: string,
  conditions: Required<Pick<Metric, 'successCondition' | 'failureCondition'>>,
): Metric => ({
  name,
  count: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  ...conditions,
  provider: { prometheus: { address: prometheusUrl(), query } },
});
