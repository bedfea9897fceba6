import type { IDestinationRule } from '@kubernetes-models/istio/networking.istio.io/v1/DestinationRule';
import type { IServiceEntry } from '@kubernetes-models/istio/networking.istio.io/v1/ServiceEntry';
import type { Construct } from 'constructs';
import { GATEWAY_NAMESPACE, PUBLIC_GATEWAY } from '../../services/definition/names.js';
import type { External } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels } from '../labels.js';
import { externalAnnotations } from './external-annotations.js';
import type { MeshLocation } from './mesh-location.js';
import { reachesStrangled } from './service-routes.js';

/**
 * The systems that still serve a part of the public routes: known to the public gateway and to the namespaces whose
 * routes name them. The gateway speaks TLS to them and checks their name.
 */
export class StrangledSystemsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, props: MeshLocation) {
    super(scope, id, {
      namespace: GATEWAY_NAMESPACE,
      labels: platformLabels(PUBLIC_GATEWAY, props.platform, props.location),
    });
    for (const system of props.strangled) {
      const exportTo = ['.', ...stranglersOf(system, props)];
      this.addEntry(system, exportTo);
      this.addConnection(system, exportTo);
    }
  }

  private addEntry(system: External, exportTo: string[]): void {
    const { name, hosts, port } = system;
    const encrypted = isEncrypted(system);
    customResource<IServiceEntry>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name, annotations: externalAnnotations(system) },
      spec: {
        hosts: hosts.slice(0, 1),
        exportTo,
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [{ number: port, name: encrypted ? 'https' : 'http', protocol: encrypted ? 'HTTPS' : 'HTTP' }],
      },
    });
  }

  /** No outlier detection: ejecting the one address would take away every user who still belongs to the system. */
  private addConnection(system: External, exportTo: string[]): void {
    const [host = ''] = system.hosts;
    customResource<IDestinationRule>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: system.name },
      spec: {
        host,
        exportTo,
        trafficPolicy: {
          ...(isEncrypted(system)
            ? { tls: { mode: 'SIMPLE', sni: host, subjectAltNames: [host], caCertificates: 'system' } }
            : {}),
          connectionPool: { tcp: { connectTimeout: '1s' } },
        },
      },
    });
  }
}

const isEncrypted = ({ protocol }: External): boolean => protocol !== 'http';

function stranglersOf(system: External, { publicServices }: MeshLocation): string[] {
  return publicServices
    .filter(({ expose }) =>
      expose.public.some((route) => reachesStrangled(route) && route.strangles?.service === system.name),
    )
    .map(({ derived }) => derived.namespace);
}
