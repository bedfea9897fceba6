import type { ArtifactGraph } from '../../../engine/graph.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { type Json, textAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, type Verdict } from '../../../engine/outcome.js';

/** A secret is read with the rights of its store: only a store of the own namespace has the service's own rights. */
export function storeReferenceFaults(secret: Manifest): readonly Verdict[] {
  const overrides = [...secret.list('spec.data'), ...secret.list('spec.dataFrom')].flatMap((item) => [
    textAt(item, 'sourceRef.storeRef.kind') ?? [],
    textAt(item, 'sourceRef.generatorRef.kind') ?? [],
  ]);
  return [secret.text('spec.secretStoreRef.kind') ?? 'SecretStore', ...overrides.flat()]
    .filter((kind) => kind !== 'SecretStore')
    .map((kind) => fail(`ExternalSecret ${secret.name} reads through a ${kind}`, { evidence: kind }));
}

/** Looks for every way in which a store signs in as somebody else, or somewhere else. */
export function storeFaults(store: Manifest, service: DeclaredService, graph: ArtifactGraph): readonly Verdict[] {
  const aws = store.at('spec.provider.aws');
  const google = store.at('spec.provider.gcpsm');
  const place = graph.intent.location(store.location);
  if (aws === undefined && google === undefined)
    return [fail(`SecretStore ${store.name} uses no cloud's secret manager`, { evidence: store.at('spec') ?? null })];
  const role = textAt(aws, 'role');
  const region = textAt(aws, 'region');
  const project = textAt(google, 'projectID');
  return [
    ...identityFaults(store, textAt(aws, 'auth.jwt.serviceAccountRef.name') ?? accountOf(google), service),
    ...(role === undefined ? [] : [fail(`SecretStore ${store.name} takes on ${role}`, { evidence: role })]),
    ...foreign(store, 'region', region, place?.region),
    ...foreign(store, 'project', project, place?.project),
  ];
}

const accountOf = (google: Json | undefined): string | undefined =>
  textAt(google, 'auth.workloadIdentity.serviceAccountRef.name');

function identityFaults(store: Manifest, account: string | undefined, service: DeclaredService): readonly Verdict[] {
  const own = service.derived.serviceAccount;
  if (account === own) return [];
  const says = account === undefined ? `does not sign in as ${own}` : `signs in as ${account}, not ${own}`;
  return [fail(`SecretStore ${store.name} ${says}`, { evidence: account ?? null })];
}

function foreign(
  store: Manifest,
  what: string,
  found: string | undefined,
  own: string | undefined,
): readonly Verdict[] {
  return found === undefined || own === undefined || found === own
    ? []
    : [fail(`SecretStore ${store.name} reads from ${what} ${found}, not ${own}`, { evidence: found })];
}
