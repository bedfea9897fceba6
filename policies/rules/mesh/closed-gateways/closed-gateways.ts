import type { ArtifactGraph } from '../../../engine/graph.js';
import { numberAt, at, type Json, textAt, textsAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Plaintext by Istio's and the Gateway API's names for it. */
const PLAINTEXT = ['HTTP', 'HTTP2', 'GRPC', 'TCP', 'MONGO', 'UDP'];
const MODERN_TLS = ['TLSV1_2', 'TLSV1_3'];

/** Judges the servers of Istio gateways and the listeners of Gateway API ones. */
export const closedGateways = defineRule<Manifest>({
  id: 'MESH-004',
  area: 'mesh',
  severity: 'critical',
  title: 'a gateway terminates TLS ≥ 1.2 for named hosts only',
  risk: 'the edge accepts plaintext, an outdated protocol, or a host that nobody meant to publish',
  fix: 'serve HTTPS with minProtocolVersion TLSV1_2 or higher and list each host by name',
  population: 'every Gateway of Istio and of the Gateway API',
  covers: ['Gateway'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.manifests('Gateway'),
  check: (gateway, graph) => {
    const istio = gateway.apiVersion.startsWith('networking.istio.io/');
    const doors = istio ? gateway.list('spec.servers') : gateway.list('spec.listeners');
    if (doors.length === 0) return fail('opens nothing that could be judged', { evidence: null });
    const faults = doors.flatMap((door) =>
      (istio ? serverFaults(door, graph) : listenerFaults(door)).map((fault) => fail(fault, { evidence: door })),
    );
    return faults.length === 0 ? pass() : faults;
  },
});

function serverFaults(server: Json, graph: ArtifactGraph): readonly string[] {
  const port = `port ${numberAt(server, 'port.number') ?? 'unknown'}`;
  const protocol = (textAt(server, 'port.protocol') ?? '').toUpperCase();
  const redirects = at(server, 'tls.httpsRedirect') === true;
  const mode = textAt(server, 'tls.mode');
  const minimum = textAt(server, 'tls.minProtocolVersion');
  const hosts = textsAt(server, 'hosts').map((host) => host.slice(host.indexOf('/') + 1));
  const terminates = mode !== 'PASSTHROUGH' && mode !== 'AUTO_PASSTHROUGH';
  return [
    ...(PLAINTEXT.includes(protocol) && !redirects ? [`${port} speaks plaintext ${protocol}`] : []),
    ...(!PLAINTEXT.includes(protocol) && mode === undefined ? [`${port} has no TLS mode`] : []),
    ...(!PLAINTEXT.includes(protocol) && terminates && !MODERN_TLS.includes(minimum ?? '')
      ? [`${port} accepts TLS below 1.2: minProtocolVersion is ${minimum ?? 'not set'}`]
      : []),
    ...(asksNobody(mode) && graph.intent.platform.environment.edge !== null
      ? [`${port} asks the edge for no certificate: TLS mode is ${mode}`]
      : []),
    ...hostFaults(port, hosts, mode === 'AUTO_PASSTHROUGH'),
  ];
}

/** Without a client certificate, whoever learns the origin's address walks around the edge's firewall. */
const asksNobody = (mode: string | undefined): mode is string => mode === 'SIMPLE' || mode === 'OPTIONAL_MUTUAL';

function listenerFaults(listener: Json): readonly string[] {
  const port = `port ${numberAt(listener, 'port') ?? 'unknown'}`;
  const protocol = (textAt(listener, 'protocol') ?? '').toUpperCase();
  const hostname = textAt(listener, 'hostname');
  return [
    ...(PLAINTEXT.includes(protocol) ? [`${port} speaks plaintext ${protocol}`] : []),
    ...hostFaults(port, hostname === undefined ? [] : [hostname], false),
  ];
}

/** East-west gateways route by SNI of the mesh: `*.local` there names the mesh, not the world. */
function hostFaults(port: string, hosts: readonly string[], eastWest: boolean): readonly string[] {
  if (hosts.length === 0) return [`${port} answers for every host`];
  return hosts
    .filter((host) => host.includes('*') && !(eastWest && host === '*.local'))
    .map((host) => `${port} answers for ${host}`);
}
