import { breakManifest, type EditableObject, type Mutation, set, unset } from '../mutation.js';

const named =
  (name: string) =>
  ({ metadata }: EditableObject): boolean =>
    typeof metadata === 'object' && metadata !== null && 'name' in metadata && metadata.name === name;
const inLedger =
  (name: string): Mutation['where'] =>
  (object, { container }) =>
    named(name)(object) && container.endsWith('/ledger');
const isOnAws: Mutation['where'] = (_, { container }) => container.startsWith('use1/');
const isService: Mutation['where'] = (_, { container }) => container.endsWith('/ledger');

const PRINCIPALS = 'spec.rules.0.from.0.source.principals';
const OPERATION = 'spec.rules.0.to.0.operation';

/** Ways to loosen the mesh, its policies and its deployment in the real output. */
export const meshMutations: readonly Mutation[] = [
  breakManifest(
    'MESH-001',
    'opens one port',
    'PeerAuthentication',
    set('spec.portLevelMtls', { 9464: { mode: 'PERMISSIVE' } }),
    isService,
  ),
  breakManifest(
    'MESH-001',
    'accepts plaintext in a namespace',
    'PeerAuthentication',
    set('spec.mtls.mode', 'PERMISSIVE'),
    isService,
  ),
  breakManifest(
    'MESH-001',
    'selects some pods for plaintext',
    'PeerAuthentication',
    set('spec', { selector: { matchLabels: { 'app.kubernetes.io/name': 'ledger' } }, mtls: { mode: 'DISABLE' } }),
    isService,
  ),
  breakManifest('MESH-002', 'takes a pod out of the mesh', 'Rollout', (rollout) => {
    set('spec.template.metadata.labels', { 'sidecar.istio.io/inject': 'false' })(rollout);
  }),
  breakManifest('MESH-002', 'excludes a port', 'Rollout', (rollout) => {
    set('spec.template.metadata.annotations', { 'traffic.sidecar.istio.io/excludeInboundPorts': '9464' })(rollout);
  }),
  breakManifest(
    'MESH-003',
    'turns TLS of a client off',
    'DestinationRule',
    set('spec.trafficPolicy.tls', { mode: 'DISABLE' }),
  ),
  breakManifest(
    'MESH-003',
    'turns TLS off in a subset',
    'DestinationRule',
    set('spec.subsets', [{ name: 'canary', trafficPolicy: { tls: { mode: 'SIMPLE' } } }]),
    isService,
  ),
  breakManifest(
    'MESH-004',
    'serves plaintext',
    'Gateway',
    set('spec.servers.0.port', { number: 80, name: 'http', protocol: 'HTTP' }),
  ),
  breakManifest('MESH-004', 'answers for every host', 'Gateway', set('spec.servers.0.hosts', ['*/*'])),
  breakManifest('MESH-004', 'asks the edge for no certificate', 'Gateway', set('spec.servers.0.tls.mode', 'SIMPLE')),
  breakManifest('MESH-004', 'accepts old TLS', 'Gateway', set('spec.servers.0.tls.minProtocolVersion', 'TLSV1_0')),
  breakManifest(
    'MESH-005',
    'allows unknown hosts',
    'Sidecar',
    set('spec.outboundTrafficPolicy.mode', 'ALLOW_ANY'),
    isService,
  ),
  breakManifest('MESH-005', 'imports everything', 'Sidecar', set('spec.egress', [{ hosts: ['*/*'] }]), isService),
  breakManifest(
    'MESH-005',
    'opens a host that nobody declared',
    'ServiceEntry',
    set('spec.hosts', ['paste.example']),
    isService,
  ),
  breakManifest('MESH-005', 'forgets a declared host', 'ServiceEntry', 'remove', isService),
  breakManifest(
    'MESH-006',
    'publishes another host',
    'Gateway',
    set('spec.servers.0.hosts', ['./shadow.finflow.example']),
  ),
  breakManifest(
    'AUTHZ-001',
    'turns the default-deny into allow-all',
    'AuthorizationPolicy',
    set('spec.rules', [{}]),
    inLedger('default-deny'),
  ),
  breakManifest('AUTHZ-002', 'admits everyone', 'AuthorizationPolicy', set(PRINCIPALS, ['*']), inLedger('callers')),
  breakManifest(
    'AUTHZ-002',
    'admits an extra caller',
    'AuthorizationPolicy',
    set(PRINCIPALS, ['production.finflow.example/ns/card-vault/sa/card-vault']),
    inLedger('callers'),
  ),
  breakManifest(
    'AUTHZ-002',
    'admits every operation',
    'AuthorizationPolicy',
    unset('spec.rules.0.to'),
    inLedger('callers'),
  ),
  breakManifest(
    'AUTHZ-002',
    'adds a method',
    'AuthorizationPolicy',
    set(`${OPERATION}.methods`, ['GET', 'DELETE']),
    inLedger('callers'),
  ),
  breakManifest('AUTHZ-002', 'deletes the declared callers', 'AuthorizationPolicy', 'remove', inLedger('callers')),
  breakManifest(
    'AUTHZ-002',
    'misspells namespaces',
    'AuthorizationPolicy',
    set('spec.rules.0.from.0.source', { namespace: ['fraud'] }),
    inLedger('callers'),
  ),
  breakManifest(
    'AUTHZ-003',
    'serves requests without a token',
    'AuthorizationPolicy',
    unset('spec.rules.0.from.0.source.requestPrincipals'),
    inLedger('public-routes'),
  ),
  breakManifest('AUTHZ-003', 'deletes token verification', 'RequestAuthentication', 'remove', isService),
  breakManifest(
    'GIT-001',
    'opens a project',
    'AppProject',
    set('spec.destinations', [{ server: '*', namespace: '*' }]),
  ),
  breakManifest('GIT-001', 'leaves the project', 'Application', set('spec.project', 'default')),
  breakManifest(
    'GIT-001',
    'deploys into another squad’s namespace',
    'AppProject',
    set('spec.destinations.0.namespace', 'fraud'),
    named('payments'),
  ),
  breakManifest(
    'GIT-001',
    'lets a squad grant itself rights',
    'AppProject',
    set('spec.namespaceResourceWhitelist.0', { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' }),
    named('payments'),
  ),
  breakManifest('GIT-001', 'names no kinds', 'AppProject', unset('spec.namespaceResourceWhitelist')),
  breakManifest(
    'GIT-002',
    'deploys from elsewhere',
    'Application',
    set('spec.source.repoURL', 'https://git.elsewhere.example/platform.git'),
  ),
  breakManifest('GIT-002', 'tracks main', 'Application', set('spec.source.targetRevision', 'main')),
  breakManifest(
    'GIT-002',
    'deploys staging',
    'Application',
    set('spec.source.path', 'dist/manifests/staging/use1/auth'),
  ),
  breakManifest(
    'GIT-002',
    'follows any version of a chart',
    'Application',
    set('spec.source.targetRevision', '10.x'),
    named('argocd-use1'),
  ),
  breakManifest(
    'IMG-004',
    'says nothing of a chart',
    'Application',
    unset('metadata.annotations'),
    named('argocd-use1'),
  ),
  breakManifest('GIT-003', 'lists a key that is none', 'AppProject', set('spec.signatureKeys', [{ keyID: '*' }])),
  breakManifest(
    'SEC-002',
    'fetches another service’s secret',
    'ExternalSecret',
    set('spec.data.0.remoteRef.key', 'finflow/production/use1/auth/database'),
    isService,
  ),
  breakManifest(
    'SEC-002',
    'reads through a store of the cluster',
    'ExternalSecret',
    set('spec.secretStoreRef.kind', 'ClusterSecretStore'),
    isService,
  ),
  breakManifest(
    'SEC-002',
    'signs a store in as another account',
    'SecretStore',
    set('spec.provider.aws.auth.jwt.serviceAccountRef.name', 'default'),
    isOnAws,
  ),
  breakManifest(
    'SEC-002',
    'lets a store take on a role',
    'SecretStore',
    set('spec.provider.aws.role', 'arn:aws:iam::111111111111:role/admin'),
    isOnAws,
  ),
  breakManifest('SEC-002', 'deletes an ExternalSecret', 'ExternalSecret', 'remove'),
  breakManifest('SEC-003', 'renames a secret', 'ExternalSecret', set('spec.target.name', 'renamed'), isService),
];
