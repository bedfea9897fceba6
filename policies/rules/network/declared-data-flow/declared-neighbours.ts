import type { ArtifactGraph } from '../../../engine/graph.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { textAt } from '../../../engine/json.js';

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
  const verifiers = intent
    .servicesAt(location)
    .filter((other) => other !== service && issuersOf(other, location, graph).includes(service));
  return {
    callers: [
      ...intent.callsTo(service.name).flatMap(({ caller }) => here(caller)),
      ...verifiers.map(({ derived }) => derived.namespace),
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
  return graph.intent.servicesAt(location).filter(({ derived }) => hosts.includes(derived.host));
}
