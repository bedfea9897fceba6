import { CONTRACT_DIRECTORY } from '../../services/definition/names.js';
import type { Service } from '../../services/definition/platform.js';
import type { Placement } from '../placement.js';
import { podEnvironment, type Container } from './pod-environment.js';

/** Long enough for endpoints to disappear from every proxy before the program stops listening. */
export const PRE_STOP_SECONDS = 5;

/** What Pod Security "restricted" asks of a container, plus a read-only root. */
export const RESTRICTED_CONTAINER: NonNullable<Container['securityContext']> = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** The one container that a service brings; the mesh adds its proxy. */
export function serviceContainer(placement: Placement): Container {
  const { service } = placement;
  const { image, ports } = service.runtime;
  return {
    name: service.name,
    image: image.reference,
    // A digest names exactly one image, so a node that has it needs no registry: it may be lost with the other cloud.
    imagePullPolicy: 'IfNotPresent',
    ports: [
      { name: ports.http.protocol, containerPort: ports.http.port, protocol: 'TCP' },
      { name: 'metrics', containerPort: ports.metrics.port, protocol: 'TCP' },
    ],
    env: podEnvironment(placement),
    resources: resources(service),
    securityContext: RESTRICTED_CONTAINER,
    ...probes(service),
    lifecycle: { preStop: { sleep: { seconds: PRE_STOP_SECONDS } } },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'contract', mountPath: CONTRACT_DIRECTORY, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/**
 * Requests equal limits, CPU too: capacity was measured with exactly this much, so a replica may neither borrow what its neighbour
 * needs at failover nor look better than it will be then.
 */
function resources({ runtime }: Service): NonNullable<Container['resources']> {
  const { cpuMillicores, memoryMib } = runtime.resources;
  const amounts = { cpu: `${cpuMillicores}m`, memory: `${memoryMib}Mi`, 'ephemeral-storage': '256Mi' };
  return { requests: amounts, limits: { ...amounts } };
}

/** Istio's injector redirects these to the agent, so the kubelet needs no entry in any policy. */
function probes({ runtime }: Service): Pick<Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const { health, ports } = runtime;
  // Health is plain HTTP; a gRPC server answers it on the metrics port.
  const port = ports.http.protocol === 'grpc' ? 'metrics' : ports.http.protocol;
  const check = (path: string): NonNullable<Container['startupProbe']> => ({
    httpGet: { path, port, scheme: 'HTTP' },
    timeoutSeconds: 2,
    successThreshold: 1,
  });
  return {
    startupProbe: { ...check(health.startup), periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { ...check(health.readiness), periodSeconds: 5, failureThreshold: 2 },
    livenessProbe: { ...check(health.liveness), periodSeconds: 10, failureThreshold: 6 },
  };
}
