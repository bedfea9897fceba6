import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Location, Service } from '../../services/definition/platform.js';

/**
 * The identity of a service in the mesh and in its cloud. No token is mounted: programs do not talk to Kubernetes; the
 * annotation lets the secret store act for exactly this account.
 */
export function defineServiceAccount(scope: Construct, service: Service, location: Location): void {
  new k8s.KubeServiceAccount(scope, 'service-account', {
    metadata: { name: service.derived.serviceAccount, annotations: cloudIdentity(service, location) },
    automountServiceAccountToken: false,
  });
}

function cloudIdentity(service: Service, location: Location): Record<string, string> {
  const identity = service.derived.cloudIdentity[location.name];
  if (identity === undefined) throw new RangeError(`${service.name} has no cloud identity in ${location.name}`);
  return identityAnnotation(identity, location);
}

/** What ties a service account to an AWS role or a Google service account of its location. */
export const identityAnnotation = (identity: string, location: Location): Record<string, string> =>
  location.cloud === 'gcp'
    ? { 'iam.gke.io/gcp-service-account': `${identity}@${location.project}.iam.gserviceaccount.com` }
    : { 'eks.amazonaws.com/role-arn': `arn:aws:iam::${location.account}:role/${identity}` };
