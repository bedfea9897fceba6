import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  GATEWAY_NAMESPACE,
  GATEWAY_SERVICE_ACCOUNT,
  MONITORING_NAMESPACE,
  PUBLIC_GATEWAY,
} from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { platformLabels, selectorLabels } from '../labels.js';
import { AGENT_METRICS_PORT } from '../service/objectives-chart.js';
import type { MeshLocation } from './mesh-location.js';
import { privateAddresses, publicAddresses, tcp, toMeshControl, toNames, workload } from './network-peers.js';

/** Port on which the gateway's pods listen for TLS; below 1024 they would need a privilege. */
const LISTENER_PORT = 8443;
const READINESS_PORT = 15_021;

/** Which packets the public gateway may exchange. */
export class GatewayNetworkChart extends ApplicationChart {
  constructor(scope: Construct, id: string, props: MeshLocation) {
    super(scope, id, {
      namespace: GATEWAY_NAMESPACE,
      labels: platformLabels(PUBLIC_GATEWAY, props.platform, props.location),
    });
    this.addPolicy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    this.addPolicy('public-gateway', {
      podSelector: { matchLabels: selectorLabels(GATEWAY_SERVICE_ACCOUNT) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        // The registered edge: load balancers keep client addresses, and mutual TLS decides who is the edge.
        { from: [publicAddresses(), ...privateAddresses()], ports: [tcp(LISTENER_PORT), tcp(READINESS_PORT)] },
        { from: [workload(MONITORING_NAMESPACE, 'prometheus')], ports: [tcp(AGENT_METRICS_PORT)] },
      ],
      egress: [
        toNames(),
        toMeshControl(),
        ...props.publicServices.map(({ name, derived, runtime }) => ({
          to: [workload(derived.namespace, name)],
          ports: [tcp(runtime.ports.http.port)],
        })),
        ...props.strangled.map(({ kind, port }) => ({
          to: kind === 'internal' ? privateAddresses() : [publicAddresses()],
          ports: [tcp(port)],
        })),
      ],
    });
  }

  private addPolicy(name: string, spec: k8s.NetworkPolicySpec): void {
    new k8s.KubeNetworkPolicy(this, name, { metadata: { name }, spec });
  }
}
