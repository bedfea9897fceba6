import type { ArtifactGraph } from '../../../engine/graph.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** A Kubernetes service account that may act as a cloud identity. */
export interface CloudBinding {
  readonly resource: TerraformResource;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Role or Google service account; undefined where the artefacts do not hold it. */
  readonly identity: TerraformResource | undefined;
}

/** Every binding of a location: EKS Pod Identity associations and Workload Identity grants. */
export function cloudBindings(graph: ArtifactGraph, location: string): readonly CloudBinding[] {
  return [
    ...graph.terraform('aws_eks_pod_identity_association'),
    ...graph.terraform('google_service_account_iam_member'),
  ]
    .filter((resource) => resource.location === location)
    .flatMap((resource) => bindingOf(resource) ?? []);
}

function bindingOf(resource: TerraformResource): CloudBinding | undefined {
  if (resource.kind === 'aws_eks_pod_identity_association') {
    const [namespace, serviceAccount] = [textOf(resource, 'namespace'), textOf(resource, 'service_account')];
    return { resource, namespace, serviceAccount, identity: resource.target('role_arn') };
  }
  const member = textOf(resource, 'member');
  const workload = /^serviceAccount:[^[]+\.svc\.id\.goog\[([^/\]]+)\/([^\]]+)\]$/.exec(member);
  if (workload === null) return undefined;
  const [, namespace = '', serviceAccount = ''] = workload;
  return { resource, namespace, serviceAccount, identity: resource.target('service_account_id') };
}

/** Name of a role, or account id of a Google service account. */
export const identityName = (identity: TerraformResource): string =>
  textOf(identity, identity.kind === 'google_service_account' ? 'account_id' : 'name');

function textOf(resource: TerraformResource, path: string): string {
  const value = resource.value(path);
  return value.state === 'known' && typeof value.value === 'string' ? value.value : '';
}
