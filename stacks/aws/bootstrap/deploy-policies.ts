import { cloudIdentity, clusterName } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PolicyStatement } from '../policy-document.js';
import { actionsOf, DEPLOYED_SERVICES } from './deploy-actions.js';

export interface DeployPolicy {
  readonly name: string;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

/** Services by what they are for: a managed policy holds at most 6,144 characters. */
const POLICIES: Readonly<Record<string, readonly (keyof typeof DEPLOYED_SERVICES)[]>> = {
  network: ['ec2'],
  workloads: ['autoscaling', 'eks', 'elasticache', 'kafka', 'kms', 's3', 'secretsmanager'],
  operations: ['acm-pca', 'backup', 'backup-storage', 'events', 'logs', 'scheduler', 'sns'],
  evidence: ['access-analyzer', 'cloudtrail', 'config', 'guardduty', 'securityhub'],
};

/** What the deploy role may change, beside the states: the services of the location's stacks, in its region only. */
export function deployPolicies(platform: Platform, location: AwsLocation): readonly DeployPolicy[] {
  return [
    ...Object.entries(POLICIES).map(([name, services]) => ({
      name,
      description: `Changes ${services.join(', ')} in ${location.region}`,
      statements: services.map((service): PolicyStatement => ({
        Sid: `Change${service.replaceAll(/\W/g, '')}`,
        Effect: 'Allow',
        Action: actionsOf(service),
        // Most calls that create name no resource yet.
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': location.region } },
      })),
    })),
    {
      name: 'identities',
      description: `Changes the roles of ${location.clusterName}, never those of CI`,
      statements: identityStatements(platform, location),
    },
  ];
}

/** Roles carry the names of their location, so CI can make those and neither a user nor a way into its own trust. */
function identityStatements({ environment }: Platform, location: AwsLocation): readonly PolicyStatement[] {
  const arn = (path: string): string => `arn:aws:iam::${location.account}:${path}`;
  const prefixes = [
    `${clusterName(environment.name, location.name)}-`,
    `${environment.name}-${location.name}-`,
    cloudIdentity(environment.name, '', location.name),
  ];
  const named = (kind: string): string[] => prefixes.map((prefix) => arn(`${kind}/${prefix}*`));
  return [
    { Sid: 'ChangeRoles', Effect: 'Allow', Action: actionsOf('iam'), Resource: [...named('role'), ...named('policy')] },
    { Sid: 'PassRoles', Effect: 'Allow', Action: 'iam:PassRole', Resource: named('role') },
    {
      Sid: 'ChangeClusterIssuer',
      Effect: 'Allow',
      Action: actionsOf('iam-issuers'),
      Resource: arn(`oidc-provider/oidc.eks.${location.region}.amazonaws.com/*`),
    },
    {
      Sid: 'MakeServiceRoles',
      Effect: 'Allow',
      Action: actionsOf('iam-service-roles'),
      Resource: arn('role/aws-service-role/*'),
    },
  ];
}
