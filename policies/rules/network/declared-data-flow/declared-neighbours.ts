import type { ArtifactGraph } from '../../../engine/graph.js';
import { groupBy } from '../../../engine/group-by.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { textAt } from '../../../engine/json.js';
import { perLocation } from '../../../engine/per-location.js';

/** Namespaces of services that a service talks with in one location, by direction. */
export interface Neighbours {
  readonly callers: readonly string[];
  readonly callees: readonly string[];
}

/**
 * What the definitions allow between services: declared calls, and the keys that the proxy of a public service fetches
 * from the service that issues its tokens.
 */
export function declaredNeighbours(service: DeclaredService, location: string, graph: ArtifactGraph): Neighbours {
  const { intent } = graph;
  const here = (name: string): readonly string[] => {
    const neighbour = intent.service(name);
    return neighbour?.locations.includes(location) === true ? [neighbour.derived.namespace] : [];
  };
  const verifiers = verifiersByIssuer(location, graph).get(service) ?? [];
  return {
    callers: [
      ...intent.callsTo(service.name).flatMap(({ caller }) => here(caller)),
      ...verifiers.filter((other) => other !== service).map(({ derived }) => derived.namespace),
    ],
    callees: [
      ...intent
        .callsOf(service.name)
        .filter(({ kind }) => kind === 'service')
        .flatMap(({ callee }) => here(callee)),
      ...issuersOf(service, location, graph)
        .filter((issuer) => issuer !== service)
        .map(({ derived }) => derived.namespace),
    ],
  };
}

/** Services whose keys verify the tokens of a public service, as its RequestAuthentications name them. */
function issuersOf(service: DeclaredService, location: string, graph: ArtifactGraph): readonly DeclaredService[] {
  if (service.expose.public.length === 0) return [];
  const hosts = graph
    .inNamespace('RequestAuthentication', location, service.derived.namespace)
    .flatMap((authentication) => authentication.list('spec.jwtRules'))
    .flatMap((rule) => /^https?:\/\/([^/:]+)/.exec(textAt(rule, 'jwksUri') ?? '')?.[1] ?? []);
  return hosts.flatMap((host) => servicesByHost(location, graph).get(host) ?? []);
}

const servicesByHost = perLocation((location, graph) =>
  groupBy(graph.intent.servicesAt(location), ({ derived }) => derived.host),
);

/** For each issuer of tokens, the services whose proxies fetch its keys. */
const verifiersByIssuer = perLocation((location, graph) => {
  const pairs = graph.intent
    .servicesAt(location)
    .flatMap((verifier) => [...new Set(issuersOf(verifier, location, graph))].map((issuer) => ({ verifier, issuer })));
  const verifiers = new Map<DeclaredService, DeclaredService[]>();
  for (const { verifier, issuer } of pairs) {
    const known = verifiers.get(issuer);
    if (known === undefined) verifiers.set(issuer, [verifier]);
    else known.push(verifier);
  }
  return verifiers;
});
