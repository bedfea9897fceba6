import { breakManifest, type Editable, type EditableObject, type Mutation, set, unset } from '../mutation.js';

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers.0`;
const JOB_POD = 'provider.job.spec.template.spec';
const inVault: Mutation['where'] = (_, { container }) => container.endsWith('/card-vault');
const ofLedger: Mutation['where'] = (_, { name }) => name === 'ledger';
const outsideVault: Mutation['where'] = (_, { container }) => !container.endsWith('/card-vault');

/** A container that is fine except for what `change` says, beside the real ones. */
const addInitContainer =
  (change: EditableObject) =>
  (rollout: EditableObject): void => {
    const extra: Editable = { name: 'seeded', image: 'registry.finflow.example/seeded:1', ...change };
    set(`${POD}.initContainers`, [extra])(rollout);
  };

const all =
  (...edits: readonly ((candidate: EditableObject) => void)[]) =>
  (candidate: EditableObject): void => {
    for (const edit of edits) edit(candidate);
  };

/** Ways to weaken the pods of the real output. */
export const podMutations: readonly Mutation[] = [
  breakManifest(
    'POD-001',
    'unpins the pod security version',
    'Namespace',
    (namespace) => {
      set('metadata.labels', { 'pod-security.kubernetes.io/enforce': 'restricted' })(namespace);
    },
    ofLedger,
  ),
  breakManifest('POD-001', 'deletes a namespace', 'Namespace', 'remove', ofLedger),
  breakManifest('POD-002', 'runs a container as user 0', 'Rollout', set(`${CONTAINER}.securityContext.runAsUser`, 0)),
  breakManifest(
    'POD-002',
    'lets a probe job run as root',
    'AnalysisTemplate',
    (template) => {
      for (const metric of listOf(template, 'spec', 'metrics'))
        if (isJob(metric)) {
          set(`${JOB_POD}.securityContext`, {})(metric);
          set(`${JOB_POD}.containers.0.securityContext`, {})(metric);
        }
    },
    (template) => listOf(template, 'spec', 'metrics').some(isJob),
  ),
  breakManifest(
    'POD-003',
    'keeps a capability',
    'Rollout',
    set(`${CONTAINER}.securityContext.capabilities`, { drop: ['ALL'], add: ['NET_ADMIN'] }),
  ),
  breakManifest(
    'POD-003',
    'adds a privileged init container',
    'Rollout',
    addInitContainer({ securityContext: { privileged: true } }),
  ),
  breakManifest(
    'POD-004',
    'makes a root file system writable',
    'Rollout',
    set(`${CONTAINER}.securityContext.readOnlyRootFilesystem`, false),
  ),
  breakManifest(
    'POD-004',
    'drops seccomp in one container',
    'Rollout',
    set(`${CONTAINER}.securityContext.seccompProfile`, { type: 'Unconfined' }),
  ),
  breakManifest(
    'POD-005',
    'mounts the node into an init container',
    'Rollout',
    all(
      addInitContainer({ volumeMounts: [{ name: 'node', mountPath: '/node' }] }),
      set(`${POD}.volumes`, [{ name: 'node', hostPath: { path: '/' } }]),
    ),
  ),
  breakManifest(
    'POD-005',
    'sets the kernel of the node',
    'Rollout',
    set(`${POD}.securityContext.sysctls`, [{ name: 'kernel.msgmax', value: '1' }]),
  ),
  breakManifest('POD-005', 'shares the network of the node', 'Rollout', set(`${POD}.hostNetwork`, true)),
  breakManifest('POD-006', 'mounts a token', 'Rollout', set(`${POD}.automountServiceAccountToken`, true)),
  breakManifest(
    'POD-006',
    'runs as another service',
    'Rollout',
    set(`${POD}.serviceAccountName`, 'ledger'),
    outsideLedger,
  ),
  breakManifest('POD-006', 'deletes a service account', 'ServiceAccount', 'remove'),
  breakManifest('POD-007', 'moves card data to shared nodes', 'Rollout', set(`${POD}.nodeSelector`, {}), inVault),
  breakManifest('POD-007', 'takes away a toleration', 'Rollout', set(`${POD}.tolerations`, []), inVault),
  breakManifest(
    'POD-007',
    'lets another service onto card-data nodes',
    'Rollout',
    set(`${POD}.tolerations`, [{ operator: 'Exists' }]),
    (rollout, place) => outsideVault(rollout, place) && place.container.startsWith('use1/'),
  ),
  breakManifest('POD-008', 'forgets the memory limit', 'Rollout', unset(`${CONTAINER}.resources.limits`)),
  breakManifest('POD-009', 'deletes an autoscaler', 'HorizontalPodAutoscaler', 'remove'),
  breakManifest('POD-009', 'scales to one', 'HorizontalPodAutoscaler', set('spec.minReplicas', 1)),
  breakManifest(
    'POD-009',
    'targets a Deployment',
    'HorizontalPodAutoscaler',
    set('spec.scaleTargetRef', { apiVersion: 'apps/v1', kind: 'Deployment', name: 'auth' }),
  ),
  breakManifest('POD-010', 'deletes a disruption budget', 'PodDisruptionBudget', 'remove'),
  breakManifest('POD-010', 'blocks every drain', 'PodDisruptionBudget', set('spec.maxUnavailable', 0)),
  breakManifest('POD-011', 'stops spreading over zones', 'Rollout', unset(`${POD}.topologySpreadConstraints`)),
  breakManifest(
    'POD-011',
    'counts other pods',
    'Rollout',
    set(`${POD}.topologySpreadConstraints.0.labelSelector`, { matchLabels: { app: 'other' } }),
  ),
  breakManifest(
    'IMG-001',
    'names an image by tag',
    'Rollout',
    set(`${CONTAINER}.image`, 'registry.finflow.example/auth:1.2'),
  ),
  breakManifest('IMG-001', 'adds an init container by tag', 'Rollout', addInitContainer({})),
  breakManifest(
    'IMG-002',
    'runs an image from elsewhere',
    'Rollout',
    set(`${CONTAINER}.image`, `evil.example/auth@sha256:${'0'.repeat(64)}`),
  ),
  breakManifest(
    'IMG-002',
    'runs an image that nobody declared',
    'Rollout',
    set(`${CONTAINER}.image`, `registry.finflow.example/other@sha256:${'0'.repeat(64)}`),
  ),
  breakManifest(
    'OWN-001',
    'claims another owner',
    'Rollout',
    set('spec.template.metadata.labels', { 'finflow.io/owner': 'nobody' }),
  ),
  breakManifest('OWN-001', 'names nobody on call', 'Rollout', set('spec.template.metadata.annotations', {})),
  breakManifest(
    'SEC-003',
    'reads a secret made by hand',
    'Rollout',
    set(`${CONTAINER}.envFrom`, [{ secretRef: { name: 'by-hand' } }]),
  ),
];

function outsideLedger(_: EditableObject, { container }: { readonly container: string }): boolean {
  return !container.endsWith('/ledger');
}

function listOf(object: EditableObject, ...path: readonly string[]): EditableObject[] {
  let current: Editable | undefined = object;
  for (const step of path)
    current = typeof current === 'object' && current !== null && !Array.isArray(current) ? current[step] : undefined;
  if (!Array.isArray(current)) return [];
  return current.filter(
    (item): item is EditableObject => typeof item === 'object' && item !== null && !Array.isArray(item),
  );
}

function isJob(metric: EditableObject): boolean {
  const { provider } = metric;
  return typeof provider === 'object' && provider !== null && 'job' in provider;
}
