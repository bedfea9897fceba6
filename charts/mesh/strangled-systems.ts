import type { IDestinationRule } from '@kubernetes-models/istio/networking.istio.io/v1/DestinationRule';
import type { IServiceEntry } from '@kubernetes-models/istio/networking.istio.io/v1/ServiceEntry';
import type { Construct } from 'constructs';
import { GATEWAY_NAMESPACE } from '../../services/definition/names.js';
import type { External } from '../../services/definition/platform.js';
import { customResource } from '../custom-resource.js';
import type { Placement } from '../placement.js';
import { circuitBreaker } from './circuit-breaker.js';
import { reachesStrangled, type PublicRoute } from './service-routes.js';

/** Systems that still serve a part of this service's public routes, sorted by name. */
export function strangledSystems({ platform, service }: Placement): External[] {
  const names = new Set(service.expose.public.filter(reachesStrangled).map(({ strangles }) => strangles?.service));
  return platform.externals.filter(({ name }) => names.has(name));
}

/** Where the gateway sends the cohorts that are not served here yet. */
export function strangledDestination({ platform }: Placement, { strangles }: PublicRoute) {
  const external = platform.externals.find(({ name }) => name === strangles?.service);
  const host = external?.hosts[0];
  if (external === undefined || host === undefined) throw new RangeError(`${strangles?.service} is not registered`);
  return { host, port: { number: external.port } };
}

/** Makes the strangled systems known to the public gateway only; the gateway speaks TLS to them and checks their name. */
export function defineStrangledSystems(scope: Construct, placement: Placement): void {
  for (const { name, hosts, port, protocol } of strangledSystems(placement)) {
    const [host = ''] = hosts;
    const encrypted = protocol !== 'http';
    customResource<IServiceEntry>(scope, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: `strangled-${name}` },
      spec: {
        hosts: [host],
        exportTo: [GATEWAY_NAMESPACE],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [{ number: port, name: encrypted ? 'https' : 'http', protocol: encrypted ? 'HTTPS' : 'HTTP' }],
      },
    });
    customResource<IDestinationRule>(scope, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: `strangled-${name}` },
      spec: {
        host,
        exportTo: [GATEWAY_NAMESPACE],
        trafficPolicy: {
          ...(encrypted
            ? { tls: { mode: 'SIMPLE', sni: host, subjectAltNames: [host], caCertificates: 'system' } }
            : {}),
          ...circuitBreaker(placement.service),
        },
      },
    });
  }
}
