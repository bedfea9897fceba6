import type { Placement } from '../placement.js';

/** Where a pod learns who it is in its cloud. */
export interface IdentityEndpoint {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** Addresses of the node itself: the agent of EKS Pod Identity, which has no name, and Google's metadata server. */
const ENDPOINTS: Readonly<Record<'aws' | 'gcp', IdentityEndpoint>> = {
  aws: { host: 'pod-identity.eks.internal', address: '169.254.170.23', port: 80 },
  gcp: { host: 'metadata.google.internal', address: '169.254.169.254', port: 80 },
};

/** Only clients of a cloud's own Kafka prove that identity themselves; every other pod never asks for it. */
export function identityEndpoint({ platform, location, service }: Placement): IdentityEndpoint | undefined {
  const connects = service.kafka.produces.length + service.kafka.consumes.length > 0;
  return connects && platform.environment.kafka.driver === 'native' ? ENDPOINTS[location.cloud] : undefined;
}
