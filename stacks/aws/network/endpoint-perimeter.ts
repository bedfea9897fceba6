import type { AwsLocation } from '../../../services/definition/platform.js';
import { policyDocument, type PolicyStatement } from '../policy-document.js';

/**
 * What may pass an endpoint: calls by identities of the location's own account, so stolen or private credentials of
 * another account cannot carry data out. An endpoint policy grants nothing; its wildcards only leave the choice of
 * action and resource to the policies of identities and resources.
 */
export function endpointPerimeter(location: AwsLocation, service: string): string {
  const [prefix = service] = service.split('.');
  const ownIdentities: PolicyStatement = {
    Sid: 'OwnIdentities',
    Effect: 'Allow',
    Principal: '*',
    Action: `${prefix}:*`,
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': location.account } },
  };
  return policyDocument([ownIdentities, ...(EXCEPTIONS[service]?.(location) ?? [])]);
}

/** Calls that the account's own identities make necessary but do not sign. */
const EXCEPTIONS: Readonly<Record<string, (location: AwsLocation) => readonly PolicyStatement[]>> = {
  s3: ({ region }) => [
    {
      // The registry hands out presigned addresses of its own bucket for the layers of images.
      Sid: 'ImageLayers',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
    },
  ],
  sts: ({ account }) => [
    {
      // A caller that brings a token of the cluster has no AWS identity yet; the role's trust policy decides.
      Sid: 'WebIdentities',
      Effect: 'Allow',
      Principal: '*',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Resource: `arn:aws:iam::${account}:role/*`,
    },
  ],
};
