import type { ISidecar } from '@kubernetes-models/istio/networking.istio.io/v1/Sidecar';
import type { IAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1/AuthorizationPolicy';
import type { IPeerAuthentication } from '@kubernetes-models/istio/security.istio.io/v1/PeerAuthentication';
import type { ITelemetry } from '@kubernetes-models/istio/telemetry.istio.io/v1/Telemetry';
import type { Construct } from 'constructs';
import { MESH_NAMESPACE } from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels } from '../labels.js';
import type { MeshLocation } from './mesh-location.js';

/** Traces of one request in a hundred; errors and slow requests are kept by the collector's tail sampling. */
const TRACE_PERCENT = 1;

/** What holds in every namespace of the mesh, also in those nobody has thought of yet: encrypted, closed, observed. */
export class MeshDefaultsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: MeshLocation) {
    super(scope, id, { namespace: MESH_NAMESPACE, labels: platformLabels('mesh', platform, location) });
    customResource<IPeerAuthentication>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default' },
      spec: { mtls: { mode: 'STRICT' } },
    });
    customResource<IAuthorizationPolicy>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'default-deny' },
      spec: {},
    });
    customResource<ISidecar>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: 'default' },
      // In the Sidecar of the mesh, `.` is the namespace of each pod that no other Sidecar selects.
      spec: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, egress: [{ hosts: ['./*'] }] },
    });
    customResource<ITelemetry>(this, {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: { name: 'default' },
      spec: {
        // The built-in format has no header or query values, so neither tokens nor card numbers get into logs.
        accessLogging: [{ providers: [{ name: 'envoy' }] }],
        tracing: [{ randomSamplingPercentage: TRACE_PERCENT }],
      },
    });
  }
}
