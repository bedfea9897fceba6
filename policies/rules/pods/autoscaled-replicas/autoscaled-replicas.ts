import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { numberAt } from '../../../engine/json.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { scaledWorkloads } from '../scaled-workload.js';

/** Follows an autoscaler to the workload it names and compares its bounds with the declared ones. */
export const autoscaledReplicas = defineRule<Declared<DeclaredService>>({
  id: 'POD-009',
  area: 'availability',
  severity: 'high',
  title: 'every service scales between its declared bounds, with at least two replicas',
  risk: 'one pod or one node takes the service down, or a spike finds an autoscaler that targets nothing',
  fix: 'let a HorizontalPodAutoscaler target the workload with the minimum and maximum of scaling',
  population: 'every declared service in every location it is placed in',
  covers: ['HorizontalPodAutoscaler', 'Rollout'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    const source = `services[${service.name}].scaling`;
    const workloads = scaledWorkloads(service, location, graph);
    if (workloads.length === 0) return fail('no workload runs it', { evidence: null });
    const scalers = graph.inNamespace('HorizontalPodAutoscaler', location, service.derived.namespace);
    const faults = workloads.flatMap((workload) => {
      const { manifest, kind } = workload;
      const scaler = scalers.find(
        (one) =>
          one.text('spec.scaleTargetRef.kind') === kind &&
          one.text('spec.scaleTargetRef.name') === manifest.objectName &&
          one.text('spec.scaleTargetRef.apiVersion') === manifest.apiVersion,
      );
      if (scaler === undefined) return [`no autoscaler targets ${kind} ${manifest.objectName}`];
      const min = numberAt(scaler.object, 'spec.minReplicas') ?? 1;
      const max = numberAt(scaler.object, 'spec.maxReplicas') ?? 0;
      return [
        ...(min >= 2 ? [] : [`keeps ${min} replica`]),
        ...(min === service.scaling.min && max === service.scaling.max
          ? []
          : [`scales ${min} to ${max}, declared is ${service.scaling.min} to ${service.scaling.max}`]),
        ...(scaler.list('spec.metrics').length === 0 ? ['scales on no metric'] : []),
      ];
    });
    return faults.length === 0 ? pass() : faults.map((fault) => fail(fault, { evidence: fault, source }));
  },
});
