import { at } from '../../../engine/json.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { judgeContainers } from '../container-verdicts.js';

/** CPU has no required limit: throttling a service below its request rate costs more than it protects. */
const REQUIRED = ['requests.cpu', 'requests.memory', 'limits.memory'];

/** Reads what the scheduler reserves for a container and where the kernel stops it. */
export const boundedResources = defineRule<Workload>({
  id: 'POD-008',
  area: 'availability',
  severity: 'medium',
  title: 'every container requests CPU and memory and has a memory limit',
  risk: 'one leaking container starves its neighbours, and the autoscaler computes with nothing',
  fix: 'set resources.requests.cpu, resources.requests.memory and resources.limits.memory',
  population: 'every pod template, with its init containers',
  covers: ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload) =>
    judgeContainers(workload, ({ object, role }) =>
      // Kubernetes refuses resources on ephemeral containers.
      (role === 'ephemeral' ? [] : REQUIRED)
        .filter((path) => !isQuantity(at(object, `resources.${path}`)))
        .map((path) => ({ says: `has no resources.${path}`, value: null })),
    ),
});

const isQuantity = (value: unknown): boolean =>
  (typeof value === 'number' && value > 0) || (typeof value === 'string' && /^0*[1-9.]/.test(value));
