import type { ArtifactGraph } from '../../engine/graph.js';
import type { DeclaredService } from '../../engine/intent-schema.js';
import { textAt } from '../../engine/json.js';

/** Where a proxy fetches the public keys that tokens are verified with. */
export interface TokenKeys {
  /** Host inside the mesh or outside of it. */
  readonly host: string;
  readonly path: string;
  /** Namespace whose proxies fetch the keys. */
  readonly namespace: string;
}

/** Key addresses that the RequestAuthentications of a location name. */
export const tokenKeysAt = (location: string, graph: ArtifactGraph): readonly TokenKeys[] =>
  graph
    .manifests('RequestAuthentication')
    .filter((authentication) => authentication.location === location)
    .flatMap((authentication) =>
      authentication.list('spec.jwtRules').flatMap((rule) => {
        const [, host, path] = /^https?:\/\/([^/:]+)(?::\d+)?(\/[^?#]*)/.exec(textAt(rule, 'jwksUri') ?? '') ?? [];
        return host === undefined || path === undefined ? [] : [{ host, path, namespace: authentication.namespace }];
      }),
    );

/** Key fetches that end at a service of ours. */
export const tokenKeysOf = (service: DeclaredService, location: string, graph: ArtifactGraph): readonly TokenKeys[] =>
  tokenKeysAt(location, graph).filter(({ host }) => host === service.derived.host);
