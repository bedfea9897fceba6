import type { IRequestAuthentication } from '@kubernetes-models/istio/security.istio.io/v1/RequestAuthentication';
import {
  COHORT_CLAIM,
  COHORT_HEADER,
  TOKEN_AUDIENCE,
  TOKEN_KEYS_PATH,
  tokenIssuer,
} from '../../services/definition/names.js';
import type { Service } from '../../services/definition/platform.js';
import type { Placement } from '../placement.js';

type TokenRule = NonNullable<NonNullable<IRequestAuthentication['spec']>['jwtRules']>[number];

/**
 * Which access tokens a proxy accepts: one issuer for each public host of the jurisdiction. The proxies fetch the keys
 * through the mesh (istiod runs with PILOT_JWT_ENABLE_REMOTE_JWKS=envoy), because istiod itself has no identity that STRICT mutual
 * TLS would let in. Empty where no service issues tokens: routes that need one then stay closed.
 */
export function tokenRules({
  publicHosts,
  tokenService,
}: Pick<Placement, 'publicHosts' | 'tokenService'>): TokenRule[] {
  if (tokenService === undefined) return [];
  return Object.values(publicHosts)
    .sort()
    .map((host) => ({
      issuer: tokenIssuer(host),
      audiences: [TOKEN_AUDIENCE],
      jwksUri: keysUrl(tokenService),
      fromHeaders: [{ name: 'Authorization', prefix: 'Bearer ' }],
      forwardOriginalToken: true,
      outputClaimToHeaders: [{ header: COHORT_HEADER, claim: COHORT_CLAIM }],
    }));
}

const keysUrl = ({ derived, runtime }: Service): string =>
  `http://${derived.host}:${runtime.ports.http.port}${TOKEN_KEYS_PATH}`;
