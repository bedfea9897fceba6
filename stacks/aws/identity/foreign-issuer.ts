import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { TOKEN_AUDIENCE, type TokenIssuer } from '../cluster/pod-identity.js';

/** The issuer of a GKE cluster's tokens without its scheme; project, region and name decide it. */
export const clusterIssuer = ({ project, region, clusterName }: GcpLocation): string =>
  `container.googleapis.com/v1/projects/${project}/locations/${region}/clusters/${clusterName}`;

/** Makes a GKE cluster an issuer of tokens that the account believes; Google publishes the cluster's keys, so no state is read. */
export function defineForeignIssuer(stack: PlatformStack, cluster: GcpLocation): TokenIssuer {
  const host = clusterIssuer(cluster);
  const issuer = new IamOpenidConnectProvider(stack, `issuer-${cluster.name}`, {
    url: `https://${host}`,
    clientIdList: [TOKEN_AUDIENCE],
    tags: { Name: `${stack.planned.name}-${cluster.name}` },
  });
  return { arn: issuer.arn, host };
}
