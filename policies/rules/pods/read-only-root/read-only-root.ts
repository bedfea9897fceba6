import { at } from '../../../engine/json.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { effectiveSecurity, judgeContainers } from '../container-verdicts.js';

/** Judges the file system and the system calls of each container. */
export const readOnlyRoot = defineRule<Workload>({
  id: 'POD-004',
  area: 'pods',
  severity: 'medium',
  title: 'every container has a read-only root file system and a seccomp profile',
  risk: 'an intruder leaves tools in the container, or calls into parts of the kernel that the service never needs',
  fix: 'set readOnlyRootFilesystem: true on each container and seccompProfile.type: RuntimeDefault on the pod',
  population: 'every pod template, with init and ephemeral containers',
  covers: ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload) =>
    judgeContainers(workload, (container) => {
      const readOnly = at(container.object, 'securityContext.readOnlyRootFilesystem');
      const seccomp = effectiveSecurity(workload.podSpec, container, 'seccompProfile.type');
      return [
        readOnly === true ? undefined : { says: 'can write to its root file system', value: readOnly },
        seccomp === 'RuntimeDefault' || seccomp === 'Localhost'
          ? undefined
          : { says: 'runs without a seccomp profile', value: seccomp },
      ];
    }),
});
