import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
import { Fn, TerraformLocal } from 'cdktf';
import type { AwsLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { PolicyStatement } from '../policy-document.js';

/** A Kubernetes service account, which roles trust by name. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Audience of tokens that are meant for AWS. */
export const TOKEN_AUDIENCE = 'sts.amazonaws.com';

/** Lets the pods of one service account of this cluster assume a role through EKS Pod Identity. */
export function podIdentityTrust(location: AwsLocation, { namespace, name }: ServiceAccount): PolicyStatement {
  const { account, region, clusterName } = location;
  return {
    Sid: 'TrustPods',
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringEquals: {
        'aws:SourceAccount': account,
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': name,
      },
      ArnEquals: { 'aws:SourceArn': `arn:aws:eks:${region}:${account}:cluster/${clusterName}` },
    },
  };
}

/** The cluster as an issuer of tokens that the account believes. */
export interface TokenIssuer {
  readonly arn: string;
  /** The issuer without its scheme, as conditions of trust policies name it. */
  readonly host: string;
}

/** Makes the cluster an issuer of tokens that the account believes. */
export function defineTokenIssuer(stack: PlatformStack, cluster: EksCluster): TokenIssuer {
  const url = cluster.identity.get(0).oidc.get(0).issuer;
  const issuer = new IamOpenidConnectProvider(stack, 'token-issuer', {
    url,
    clientIdList: [TOKEN_AUDIENCE],
    tags: { Name: stack.planned.name },
  });
  // Spelled out inside of a policy, the quotes of the function would make its JSON unreadable for everyone but Terraform.
  const host = new TerraformLocal(stack, 'token-issuer-host', Fn.replace(url, 'https://', ''));
  return { arn: issuer.arn, host: host.asString };
}

/** Lets whoever holds a token of one service account assume a role: the secrets operator asks for one in its name. */
export function tokenTrust({ arn, host }: TokenIssuer, { namespace, name }: ServiceAccount): PolicyStatement {
  return {
    Sid: 'TrustTokens',
    Effect: 'Allow',
    Principal: { Federated: arn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { [`${host}:aud`]: TOKEN_AUDIENCE, [`${host}:sub`]: `system:serviceaccount:${namespace}:${name}` },
    },
  };
}
