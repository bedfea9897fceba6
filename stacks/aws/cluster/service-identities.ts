import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { AwsLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineCustomerKey, type KeyUse } from '../customer-key.js';
import { inLocation, servicesIn, serviceTags } from '../in-location.js';
import { policyDocument } from '../policy-document.js';
import { podIdentityTrust, tokenTrust, type TokenIssuer } from './pod-identity.js';

export interface ServiceIdentitiesProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly cluster: EksCluster;
  readonly tokenIssuer: TokenIssuer;
}

/** A role for every service of the location, and the key of the secrets that these roles may read. */
export function defineServiceIdentities(stack: PlatformStack, props: ServiceIdentitiesProps): void {
  const { platform, location } = props;
  const roles = servicesIn(platform, location).map((service) => ({
    service,
    role: defineServiceRole(stack, props, service),
  }));
  const readers = roles.filter(({ service }) => service.secrets.length > 0);
  const key = defineSecretsKey(
    stack,
    props,
    readers.map(({ role }) => role),
  );
  for (const { service, role } of readers) allowOwnSecrets(stack, location, service, role, key);
}

function defineServiceRole(stack: PlatformStack, props: ServiceIdentitiesProps, service: Service): IamRole {
  const { location, cluster, tokenIssuer } = props;
  const { namespace, serviceAccount, cloudIdentity } = service.derived;
  const account = { namespace, name: serviceAccount };
  const role = new IamRole(stack, `service-${service.name}`, {
    name: inLocation(cloudIdentity, location),
    description: `${service.name} in ${location.clusterName}`,
    assumeRolePolicy: policyDocument([podIdentityTrust(location, account), tokenTrust(tokenIssuer, account)]),
    tags: serviceTags(service),
  });
  new EksPodIdentityAssociation(stack, `pod-identity-${service.name}`, {
    clusterName: cluster.name,
    namespace,
    serviceAccount,
    roleArn: role.arn,
  });
  return role;
}

/** The key of the location's secrets: named roles decrypt with it, and only what Secrets Manager hands them. */
function defineSecretsKey(stack: PlatformStack, props: ServiceIdentitiesProps, readers: readonly IamRole[]): KmsKey {
  const { platform, location } = props;
  const { account, region } = location;
  const throughSecretsManager = {
    StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
  };
  const readSecrets: KeyUse = {
    Sid: 'ReadSecrets',
    Effect: 'Allow',
    Principal: { AWS: readers.map((role) => role.arn) },
    Action: 'kms:Decrypt',
    Condition: throughSecretsManager,
  };
  return defineCustomerKey(stack, {
    platform,
    location,
    name: 'secrets',
    description: `Secrets of the services in ${location.clusterName}`,
    uses: [
      {
        Sid: 'WriteSecrets',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Condition: throughSecretsManager,
      },
      // A principal list must not be empty, and a location may have no service with secrets.
      ...(readers.length === 0 ? [] : [readSecrets]),
    ],
  });
}

function allowOwnSecrets(
  stack: PlatformStack,
  location: AwsLocation,
  service: Service,
  role: IamRole,
  key: KmsKey,
): void {
  const { account, region } = location;
  const secrets = service.secrets.map(
    // Secrets Manager appends a hyphen and six characters of its own to the name.
    (secret) => `arn:aws:secretsmanager:${region}:${account}:secret:${inLocation(secret.remoteKeys, location)}-??????`,
  );
  new IamRolePolicy(stack, `own-secrets-${service.name}`, {
    name: 'read-own-secrets',
    role: role.name,
    policy: policyDocument([
      {
        Sid: 'ReadOwnSecrets',
        Effect: 'Allow',
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        Resource: secrets,
      },
      {
        Sid: 'DecryptOwnSecrets',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: key.arn,
        Condition: {
          StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
          ArnLike: { 'kms:EncryptionContext:SecretARN': secrets },
        },
      },
    ]),
  });
}
