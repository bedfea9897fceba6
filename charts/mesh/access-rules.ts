import type { IAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1/AuthorizationPolicy';
import { gatewayPrincipal, TOKEN_KEYS_PATH, tokenIssuer } from '../../services/definition/names.js';
import { publicHost, type Placement } from '../placement.js';
import { needsProbe } from '../service/analysis-names.js';
import type { PublicRoute } from './service-routes.js';

export type AccessRule = NonNullable<NonNullable<IAuthorizationPolicy['spec']>['rules']>[number];

/** One rule a caller and operation: methods and paths of one rule would otherwise combine freely. */
export function callerRules({ callers }: Placement): AccessRule[] {
  return callers.flatMap(({ principal, operations }) =>
    operations.map(({ methods, path }) => ({
      from: [{ source: { principals: [principal] } }],
      to: [{ operation: { methods: [...methods], paths: [pathTemplate(path)] } }],
    })),
  );
}

/** The gateway may forward the public routes; unless a route is anonymous only with a verified access token. */
export function publicRules(placement: Placement): AccessRule[] {
  const { platform, service, publicHosts } = placement;
  const gateway = gatewayPrincipal(platform.environment.trustDomain);
  return service.expose.public.map((route) => {
    const subjects = `${tokenIssuer(publicHost(publicHosts, route.host))}/*`;
    const token = route.anonymous ? {} : { requestPrincipals: [subjects] };
    return {
      from: [{ source: { principals: [gateway], ...token } }],
      to: [{ operation: { methods: [...route.methods], paths: publicPaths(route) } }],
    };
  });
}

/** Proxies verify tokens themselves, so each of them fetches the issuer's public keys. */
export function tokenKeyRules(placement: Placement): AccessRule[] {
  const { platform, service, tokenService, tokenVerifiers } = placement;
  if (service !== tokenService) return [];
  const gateway = gatewayPrincipal(platform.environment.trustDomain);
  const principals = [gateway, ...tokenVerifiers.map(({ derived }) => derived.principal)];
  return [{ from: [{ source: { principals } }], to: [{ operation: { methods: ['GET'], paths: [TOKEN_KEYS_PATH] } }] }];
}

/** The probe of a rollout runs with the service's own identity and asks for its health only. */
export function probeRules({ service, location }: Placement): AccessRule[] {
  if (!needsProbe(service, location.name)) return [];
  return [
    {
      from: [{ source: { principals: [service.derived.principal] } }],
      to: [{ operation: { methods: ['GET'], paths: [service.runtime.health.readiness] } }],
    },
  ];
}

/** The path and what lies below it, as the routes match it. */
export function publicPaths({ path }: PublicRoute): string[] {
  const base = path.replace(/\/?\*?$/, '');
  return [base, `${base}/*`];
}

/** `/v1/accounts/*` and `/v1/accounts/{id}` → `/v1/accounts/{*}`: exactly one segment, in Istio's template syntax. */
export const pathTemplate = (path: string): string => path.replaceAll(/(?<=\/)(\*|\{[a-z_]+\})(?=\/|$)/g, '{*}');
