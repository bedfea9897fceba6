import { numberAt, at, isObject, type Json, type JsonObject, listAt, textAt } from '../../../engine/json.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Container, Workload } from '../../../engine/workload.js';
import { type ContainerFault, judgeContainers } from '../container-verdicts.js';

const HOST_SWITCHES = ['hostNetwork', 'hostPID', 'hostIPC'];
/** AppArmor and SELinux settings are left to the node; these three open the node itself. */
const HOST_CONTAINER_SETTINGS = ['windowsOptions.hostProcess'];

/** Settings that Kubernetes keeps apart for each pod. */
const SAFE_SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
]);
const NODE_MOUNTS: ReadonlySet<string> = new Set(['nfs', 'iscsi', 'fc', 'cephfs', 'glusterfs', 'rbd', 'flexVolume']);

/** Looks for every way in which a pod sees the node it runs on. */
export const noHostAccess = defineRule<Workload>({
  id: 'POD-005',
  area: 'pods',
  severity: 'critical',
  title: 'no pod shares a namespace, a path or a port of its node',
  risk: 'whoever takes over the pod reads other tenants, the kubelet credentials or the cloud identity of the node',
  fix: 'remove hostNetwork, hostPID, hostIPC, hostPort and hostPath; mount an emptyDir or a claim instead',
  population: 'every pod template, with init and ephemeral containers',
  covers: ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload) => {
    const faults = [
      ...podFaults(workload.podSpec),
      ...judgeContainers(workload, containerFaults).filter(({ outcome }) => outcome !== 'pass'),
    ];
    return faults.length === 0 ? pass() : faults;
  },
});

function podFaults(podSpec: JsonObject): readonly Verdict[] {
  const shared = HOST_SWITCHES.filter((name) => {
    const value = at(podSpec, name);
    return value !== undefined && value !== false && value !== null;
  }).map((name) => fail(`${name} is on`, { evidence: name }));
  const paths = listAt(podSpec, 'volumes')
    .filter((volume) => at(volume, 'hostPath') !== undefined)
    .map((volume) => fail(`volume ${textAt(volume, 'name') ?? ''} mounts ${pathOf(volume)}`, { evidence: volume }));
  return [...shared, ...paths, ...kernelFaults(podSpec)];
}

/** What the restricted standard refuses besides: kernel settings of the node, and servers that the node mounts. */
function kernelFaults(podSpec: JsonObject): readonly Verdict[] {
  const settings = listAt(podSpec, 'securityContext.sysctls')
    .map((setting) => textAt(setting, 'name') ?? '')
    .filter((name) => !SAFE_SYSCTLS.has(name))
    .map((name) => fail(`sets ${name} of the node's kernel`, { evidence: name }));
  const mounts = listAt(podSpec, 'volumes')
    .filter((volume) => isObject(volume) && Object.keys(volume).some((key) => NODE_MOUNTS.has(key)))
    .map((volume) =>
      fail(`volume ${textAt(volume, 'name') ?? ''} makes the node mount a server`, { evidence: volume }),
    );
  return [...settings, ...mounts];
}

function containerFaults({ object }: Container): readonly ContainerFault[] {
  const ports = listAt(object, 'ports')
    .filter((port) => isObject(port) && typeof port['hostPort'] === 'number' && port['hostPort'] > 0)
    .map((port) => ({ says: `opens host port ${numberAt(port, 'hostPort') ?? 'unknown'}`, value: port }));
  const settings = HOST_CONTAINER_SETTINGS.filter((path) => at(object, `securityContext.${path}`) === true);
  const procMount = at(object, 'securityContext.procMount');
  return [
    ...ports,
    ...settings.map((path) => ({ says: `sets ${path}`, value: path })),
    procMount === undefined || procMount === 'Default' ? undefined : { says: 'unmasks /proc', value: procMount },
  ];
}

const pathOf = (volume: Json): string => `the node's ${textAt(volume, 'hostPath.path') ?? 'file system'}`;
