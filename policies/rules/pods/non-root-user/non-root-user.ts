import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { effectiveSecurity, judgeContainers } from '../container-verdicts.js';

/** Judges the user that each container really gets: its own setting goes before the pod's. */
export const nonRootUser = defineRule<Workload>({
  id: 'POD-002',
  area: 'pods',
  severity: 'high',
  title: 'no container runs as root',
  risk: 'a fault in the container runtime gives root in the container to root on the node',
  fix: 'set securityContext.runAsNonRoot: true on the pod and give it a numeric runAsUser other than 0',
  population: 'every pod template, with init and ephemeral containers',
  covers: ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'AnalysisTemplate'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload) =>
    judgeContainers(workload, (container) => {
      const nonRoot = effectiveSecurity(workload.podSpec, container, 'runAsNonRoot');
      const user = effectiveSecurity(workload.podSpec, container, 'runAsUser');
      return [
        nonRoot === true ? undefined : { says: 'may run as root: runAsNonRoot is not true', value: nonRoot },
        user === 0 ? { says: 'runs as user 0', value: user } : undefined,
      ];
    }),
});
