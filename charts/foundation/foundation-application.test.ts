import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMESPACES } from '../../services/definition/platform-namespaces.js';
import { find, manifestsOf, platformOf } from '../testing/synthesized.js';
import { foundationApplication } from './foundation-application.js';

const production = platformOf('production');
const [location] = production.locations;
if (location === undefined) throw new Error('production has no location');
const manifests = manifestsOf(foundationApplication(production, location));
const namespaces = manifests.filter(({ kind }) => kind === 'Namespace');

describe('namespaces', () => {
  it('of services enforce Pod Security of the environment’s version and inject the mesh', () => {
    expect(find(manifests, 'Namespace', 'ledger').metadata).toMatchObject({
      labels: {
        'finflow.io/owner': 'payments',
        'finflow.io/cost-center': 'ENG-130',
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'v1.33',
        'istio-injection': 'enabled',
      },
      annotations: { 'finflow.io/oncall-slack': '#payments-alerts', 'finflow.io/runbook': 'docs/runbooks/ledger.md' },
    });
  });

  it('are those of the platform and of the services placed here', () => {
    expect(namespaces.map(({ metadata }) => metadata.name)).toEqual([
      ...PLATFORM_NAMESPACES.map(({ name }) => name),
      'auth',
      'fraud',
      'ledger',
      'notification',
    ]);
  });

  it('say of each weaker level why', () => {
    for (const { metadata } of namespaces.filter(
      ({ metadata }) => metadata.labels['pod-security.kubernetes.io/enforce'] !== 'restricted',
    ))
      expect(metadata.annotations?.['finflow.io/reason']).toMatch(/node/);
  });

  it('outlive their line on the deploy branch', () => {
    for (const { metadata } of namespaces)
      expect(metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=false');
  });
});

it('has a priority for each tier', () => {
  expect(manifests.flatMap(({ kind, metadata }) => (kind === 'PriorityClass' ? [metadata.name] : []))).toEqual(
    [0, 1, 2, 3].map((tier) => `finflow-tier-${tier}`),
  );
});
