import type { IDestinationRule } from '@kubernetes-models/istio/networking.istio.io/v1/DestinationRule';
import { meshDuration } from './mesh-duration.js';
import type { Service } from '../../services/definition/platform.js';

type TrafficPolicy = NonNullable<NonNullable<IDestinationRule['spec']>['trafficPolicy']>;

/** Bounds what callers may queue on a service, and takes replicas that keep failing out of the rotation. */
export function circuitBreaker({ resilience }: Service): Pick<TrafficPolicy, 'connectionPool' | 'outlierDetection'> {
  const { maxConnections, maxPending, consecutive5xx, ejectForMs, maxEjectionPercent } = resilience.circuitBreaker;
  return {
    connectionPool: {
      tcp: { maxConnections, connectTimeout: '1s', tcpKeepalive: { time: '60s', interval: '15s', probes: 3 } },
      http: {
        http1MaxPendingRequests: maxPending,
        http2MaxRequests: maxConnections + maxPending,
        maxRetries: Math.max(1, Math.ceil(maxConnections / 10)),
        idleTimeout: '60s',
      },
    },
    outlierDetection: {
      consecutive5xxErrors: consecutive5xx,
      consecutiveGatewayErrors: consecutive5xx,
      interval: '10s',
      baseEjectionTime: meshDuration(ejectForMs),
      maxEjectionPercent,
    },
  };
}
