import { breakManifest, type Mutation, set } from '../mutation.js';

const named =
  (name: string): Mutation['where'] =>
  (_, place) =>
    place.name === name || place.name.endsWith(`/${name}`);

const WAVE = 'argocd.argoproj.io/sync-wave';
const later =
  (wave: string): Mutation['edit'] =>
  (application) => {
    const { metadata } = application;
    if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return;
    const { annotations } = metadata;
    if (typeof annotations === 'object' && annotations !== null && !Array.isArray(annotations))
      annotations[WAVE] = wave;
  };

/** Ways to keep a cluster from coming up out of the real output. */
export const bringUpMutations: readonly Mutation[] = [
  breakManifest('GIT-004', 'forgets the namespace of a service', 'Namespace', 'remove', named('ledger')),
  breakManifest('GIT-004', 'forgets the namespace of an add-on', 'Namespace', 'remove', named('external-secrets')),
  breakManifest('GIT-004', 'forgets a priority', 'PriorityClass', 'remove', named('finflow-tier-0')),
  breakManifest('GIT-004', 'forgets a service account', 'ServiceAccount', 'remove', named('ledger')),
  breakManifest('GIT-004', 'forgets a config map', 'ConfigMap', 'remove', named('ledger-contract')),
  breakManifest('GIT-004', 'forgets a secret', 'ExternalSecret', 'remove', named('ledger-kafka')),
  breakManifest('GIT-004', 'forgets the certificate of the gateway', 'Certificate', 'remove'),
  breakManifest(
    'GIT-004',
    'brings the definitions of rollouts after the services',
    'Application',
    later('9'),
    named('argo-rollouts-use1'),
  ),
  breakManifest('GIT-004', 'leaves the definitions of the mesh out', 'Application', 'remove', named('istio-base-use1')),
  breakManifest('GIT-004', 'brings the namespaces last', 'Application', later('9'), named('foundation-use1')),
  breakManifest('GIT-004', 'deploys no ledger', 'Application', 'remove', named('ledger-use1')),
  breakManifest(
    'GIT-004',
    'asks for a priority that nobody has',
    'Rollout',
    set('spec.template.spec.priorityClassName', 'urgent'),
  ),
];
