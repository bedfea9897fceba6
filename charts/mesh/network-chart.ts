import type { Construct } from 'constructs';
import { k8s } from 'cdk8s-plus-28';
import {
  GATEWAY_NAMESPACE,
  GATEWAY_SERVICE_ACCOUNT,
  MONITORING_NAMESPACE,
  TELEMETRY_COLLECTOR,
  TELEMETRY_COLLECTOR_PORT,
} from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { selectorLabels, serviceLabels } from '../labels.js';
import { verifiesTokens, type Placement } from '../placement.js';
import { needsProbe, probeName } from '../service/analysis-names.js';
import { AGENT_METRICS_PORT } from '../service/objectives-chart.js';
import { identityEndpoint } from './cloud-identity.js';
import { dataStores } from './data-stores.js';
import { kafkaBroker } from './kafka-broker.js';
import { addresses, publicAddresses, tcp, toMeshControl, toNames, workload } from './network-peers.js';

/** Which packets a service's pods may exchange: what its declaration says, and what every pod of the mesh needs. */
export class NetworkChart extends ApplicationChart {
  constructor(scope: Construct, id: string, placement: Placement) {
    const { platform, location, service } = placement;
    super(scope, id, {
      namespace: service.derived.namespace,
      labels: serviceLabels(service, platform.environment.name, location.name),
    });
    this.addPolicy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    this.addPolicy('declared-ingress', {
      podSelector: { matchLabels: selectorLabels(service.name) },
      policyTypes: ['Ingress'],
      ingress: ingressRules(placement),
    });
    this.addPolicy('declared-egress', {
      podSelector: { matchLabels: selectorLabels(service.name) },
      policyTypes: ['Egress'],
      egress: egressRules(placement),
    });
    if (needsProbe(service, location.name)) this.addProbePolicy(placement);
  }

  private addPolicy(name: string, spec: k8s.NetworkPolicySpec): void {
    new k8s.KubeNetworkPolicy(this, name, { metadata: { name }, spec });
  }

  private addProbePolicy({ service }: Placement): void {
    const { namespace } = service.derived;
    this.addPolicy('synthetic-probe', {
      podSelector: { matchLabels: selectorLabels(probeName(service.name)) },
      policyTypes: ['Ingress', 'Egress'],
      egress: [
        toNames(),
        toMeshControl(),
        { to: [workload(namespace, service.name)], ports: [tcp(service.runtime.ports.http.port)] },
      ],
    });
  }
}

function ingressRules(placement: Placement): k8s.NetworkPolicyIngressRule[] {
  const { service, location, callers, tokenService, tokenVerifiers } = placement;
  const callerNames = callers.map(({ caller }) => caller);
  const keyFetchers = service === tokenService ? tokenVerifiers.map(({ name }) => name) : [];
  const probes = needsProbe(service, location.name)
    ? [workload(service.derived.namespace, probeName(service.name))]
    : [];
  const reachesGateway = service.expose.public.length > 0;
  const peers = [...new Set([...callerNames, ...keyFetchers].sort())].map((name) => workload(name, name));
  const gateway = reachesGateway ? [workload(GATEWAY_NAMESPACE, GATEWAY_SERVICE_ACCOUNT)] : [];
  const from = [...peers, ...gateway, ...probes];
  return [
    ...(from.length === 0 ? [] : [{ from, ports: [tcp(service.runtime.ports.http.port)] }]),
    { from: [workload(MONITORING_NAMESPACE, 'prometheus')], ports: [tcp(AGENT_METRICS_PORT)] },
  ];
}

function egressRules(placement: Placement): k8s.NetworkPolicyEgressRule[] {
  const { service, callees, externals, tokenService } = placement;
  const keys = tokenService !== undefined && verifiesTokens(service) ? [tokenService] : [];
  const reached = [...new Set([...callees, ...keys])].filter(({ name }) => name !== service.name);
  const kafka = kafkaBroker(placement);
  const identity = identityEndpoint(placement);
  return [
    toNames(),
    toMeshControl(),
    {
      to: [workload(MONITORING_NAMESPACE, TELEMETRY_COLLECTOR)],
      ports: [tcp(TELEMETRY_COLLECTOR_PORT)],
    },
    ...reached.map(({ name, derived, runtime }) => ({
      to: [workload(derived.namespace, name)],
      ports: [tcp(runtime.ports.http.port)],
    })),
    ...(kafka === undefined ? [] : [{ to: addresses(kafka.networks), ports: [tcp(kafka.port)] }]),
    ...(identity === undefined ? [] : [{ to: addresses([`${identity.address}/32`]), ports: [tcp(identity.port)] }]),
    ...dataStores(placement).map(({ networks, ports }) => ({ to: addresses(networks), ports: ports.map(tcp) })),
    // A network policy knows no host names: the proxy's registry and the firewall's name filter narrow these down.
    ...[...new Set(externals.map(({ port }) => port))].sort().map((port) => ({
      to: [publicAddresses()],
      ports: [tcp(port)],
    })),
  ];
}
