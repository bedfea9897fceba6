import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { at, textAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { storeFaults, storeReferenceFaults } from './secret-stores.js';

/** Compares the keys that a service's namespace fetches with the secrets it declared for this location. */
export const ownExternalSecrets = defineRule<Declared<DeclaredService>>({
  id: 'SEC-002',
  area: 'secrets',
  severity: 'high',
  title: 'a service fetches exactly its own declared secrets of its own environment',
  risk: 'one service reads another’s database password, or staging reads production’s',
  fix: 'declare the secret under secrets, or remove the remoteRef that reaches further',
  population: 'declared services with a secret, or with an ExternalSecret, in every location',
  covers: ['ExternalSecret', 'SecretStore', 'ClusterSecretStore'],
  crossDomain: true,
  waivable: false,
  select: (graph) =>
    graph.intent
      .placements()
      .filter(({ value, location }) => value.secrets.length > 0 || externalSecrets(value, location, graph).length > 0),
  check: ({ value: service, location }, graph) => {
    const source = `services[${service.name}].secrets`;
    const declared = new Set(service.secrets.flatMap(({ remoteKeys }) => remoteKeys[location] ?? []));
    const objects = externalSecrets(service, location, graph);
    const fetched = new Set(objects.flatMap(keysOf));
    const faults = [
      ...objects.flatMap(openFaults),
      ...objects.flatMap(storeReferenceFaults),
      ...graph
        .inNamespace('SecretStore', location, service.derived.namespace)
        .flatMap((store) => storeFaults(store, service, graph)),
      ...[...fetched]
        .filter((key) => !declared.has(key))
        .map((key) => fail(`fetches ${key}, which it does not declare`, { evidence: key, source })),
      ...[...declared]
        .filter((key) => !fetched.has(key))
        .map((key) => fail(`declares ${key}, but no ExternalSecret fetches it`, { evidence: key, source })),
    ];
    return faults.length === 0 ? pass() : faults;
  },
});

const externalSecrets = (service: DeclaredService, location: string, graph: ArtifactGraph): readonly Manifest[] =>
  graph.inNamespace('ExternalSecret', location, service.derived.namespace);

const keysOf = (secret: Manifest): readonly string[] => [
  ...secret.list('spec.data').flatMap((item) => textAt(item, 'remoteRef.key') ?? []),
  ...secret.list('spec.dataFrom').flatMap((item) => textAt(item, 'extract.key') ?? []),
];

/** A search takes whatever matches today and tomorrow. */
const openFaults = (secret: Manifest): readonly Verdict[] =>
  secret
    .list('spec.dataFrom')
    .filter((item) => at(item, 'find') !== undefined)
    .map((item) => fail(`ExternalSecret ${secret.name} fetches by search`, { evidence: item }));
