import type { IServiceEntry } from '@kubernetes-models/istio/networking.istio.io/v1/ServiceEntry';
import type { ISidecar } from '@kubernetes-models/istio/networking.istio.io/v1/Sidecar';
import type { Construct } from 'constructs';
import {
  canaryService,
  clusterHost,
  MONITORING_NAMESPACE,
  stableService,
  TELEMETRY_COLLECTOR,
} from '../../services/definition/names.js';
import type { External, Service } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { selectorLabels, serviceLabels } from '../labels.js';
import { verifiesTokens, type Placement } from '../placement.js';
import { identityEndpoint } from './cloud-identity.js';
import { dataStores } from './data-stores.js';
import { externalAnnotations } from './external-annotations.js';
import { kafkaBroker } from './kafka-broker.js';

/** What a service may reach: its proxy knows these hosts and refuses every other one. */
export class EgressChart extends ApplicationChart {
  constructor(scope: Construct, id: string, placement: Placement) {
    const { platform, location, service, externals } = placement;
    super(scope, id, {
      namespace: service.derived.namespace,
      labels: serviceLabels(service, platform.environment.name, location.name),
    });
    this.addSidecar(placement);
    for (const external of externals) this.addExternal(external);
    this.addKafka(placement);
    this.addCloudIdentity(placement);
    this.addDataStores(placement);
  }

  private addSidecar(placement: Placement): void {
    const { service } = placement;
    customResource<ISidecar>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: service.name },
      spec: {
        workloadSelector: { labels: { ...selectorLabels(service.name) } },
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
        egress: [{ hosts: sidecarHosts(placement) }],
      },
    });
  }

  /** The program ends TLS itself: the proxy lets the connection pass by its server name. */
  private addExternal(external: External): void {
    const { name, hosts, port, protocol } = external;
    customResource<IServiceEntry>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name, annotations: externalAnnotations(external) },
      spec: {
        hosts: [...hosts],
        exportTo: ['.'],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [{ number: port, ...(protocol === 'http' ? HTTP : TLS) }],
      },
    });
  }

  private addKafka(placement: Placement): void {
    const broker = kafkaBroker(placement);
    if (broker === undefined) return;
    customResource<IServiceEntry>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'kafka' },
      spec: {
        hosts: [broker.host],
        exportTo: ['.'],
        location: 'MESH_EXTERNAL',
        // The bootstrap names brokers that only the cluster knows: the address range stands for them.
        addresses: [...broker.networks],
        resolution: 'NONE',
        ports: [{ number: broker.port, name: 'tcp-kafka', protocol: 'TCP' }],
      },
    });
  }

  private addCloudIdentity(placement: Placement): void {
    const endpoint = identityEndpoint(placement);
    if (endpoint === undefined) return;
    customResource<IServiceEntry>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'cloud-identity' },
      spec: {
        hosts: [endpoint.host],
        exportTo: ['.'],
        location: 'MESH_EXTERNAL',
        addresses: [`${endpoint.address}/32`],
        resolution: 'NONE',
        ports: [{ number: endpoint.port, name: 'tcp-identity', protocol: 'TCP' }],
      },
    });
  }

  private addDataStores(placement: Placement): void {
    for (const { store, host, ports, networks } of dataStores(placement))
      customResource<IServiceEntry>(this, {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        metadata: { name: store },
        spec: {
          hosts: [host],
          exportTo: ['.'],
          location: 'MESH_EXTERNAL',
          addresses: [...networks],
          resolution: 'NONE',
          ports: ports.map((number) => ({ number, name: `tcp-${number}`, protocol: 'TCP' })),
        },
      });
  }
}

const HTTP = { name: 'http', protocol: 'HTTP' };
const TLS = { name: 'tls', protocol: 'TLS' };

/** Own namespace, declared callees, the token keys, and the collector of traces and metrics. */
function sidecarHosts(placement: Placement): string[] {
  const { service, callees, tokenService } = placement;
  const keys = tokenService !== undefined && verifiesTokens(service) ? [tokenService] : [];
  const reached = [...new Set([...callees, ...keys])].filter(({ name }) => name !== service.name);
  const collector = `${TELEMETRY_COLLECTOR}.${MONITORING_NAMESPACE}.svc.cluster.local`;
  return ['./*', `${MONITORING_NAMESPACE}/${collector}`, ...reached.flatMap(importedHosts)].sort();
}

/** A call to the service's host ends at one of its two revisions, so the caller's proxy needs all three. */
function importedHosts({ name, derived }: Service): string[] {
  return [name, stableService(name), canaryService(name)].map(
    (kubernetesService) => `${derived.namespace}/${clusterHost(kubernetesService, name)}`,
  );
}
