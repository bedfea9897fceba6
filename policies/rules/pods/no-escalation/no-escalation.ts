import { at, textsAt } from '../../../engine/json.js';
import { defineRule } from '../../../engine/rule.js';
import type { Container, Workload } from '../../../engine/workload.js';
import { type ContainerFault, judgeContainers } from '../container-verdicts.js';

/** The one capability that the restricted standard lets a container add back. */
const MAY_ADD = ['NET_BIND_SERVICE'];

/** Reads the settings that bound what a process may become after it started. */
export const noEscalation = defineRule<Workload>({
  id: 'POD-003',
  area: 'pods',
  severity: 'high',
  title: 'every container drops all capabilities and cannot gain privileges',
  risk: 'a compromised process uses a capability or a setuid file to leave its container',
  fix: 'set allowPrivilegeEscalation: false, privileged: false and capabilities.drop: [ALL] on each container',
  population: 'every pod template, with init and ephemeral containers',
  covers: ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload) => judgeContainers(workload, faultsOf),
});

function faultsOf({ object }: Container): readonly ContainerFault[] {
  const dropped = textsAt(object, 'securityContext.capabilities.drop');
  const added = textsAt(object, 'securityContext.capabilities.add').filter((name) => !MAY_ADD.includes(name));
  const escalation = at(object, 'securityContext.allowPrivilegeEscalation');
  const privileged = at(object, 'securityContext.privileged');
  return [
    dropped.includes('ALL') ? undefined : { says: 'does not drop ALL capabilities', value: dropped },
    added.length === 0 ? undefined : { says: `adds ${added.join(', ')}`, value: added },
    escalation === false ? undefined : { says: 'may escalate its privileges', value: escalation },
    privileged === undefined || privileged === false ? undefined : { says: 'is privileged', value: privileged },
  ];
}
