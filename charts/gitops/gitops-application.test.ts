import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { find, locationManifests, platformOf } from '../testing/synthesized.js';
import { addOns } from '../add-ons/add-ons.js';
import { releaseOf } from '../add-ons/releases.js';
import { CLUSTER_KINDS, PLATFORM_KINDS, SERVICE_KINDS } from './allowed-kinds.js';

const production = platformOf('production');
const manifests = locationManifests(production, 'use1');

describe('projects', () => {
  const projects = manifests.filter(({ kind }) => kind === 'AppProject');

  it('exist for each squad that owns something here', () => {
    expect(projects.map(({ metadata }) => metadata.name).sort()).toEqual([
      'add-ons',
      'engagement',
      'identity',
      'payments',
      'platform',
      'risk',
    ]);
  });

  it('contain no wildcard', () => {
    // A cron schedule has stars that mean something else.
    const specs = projects.map(({ spec }) => ({ ...spec, syncWindows: [] }));
    expect(JSON.stringify(specs)).not.toContain('*');
  });

  it('allow every kind that is deployed, and only these', () => {
    const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');
    const deployed = new Set(manifests.map(({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`));
    const allowed = [...CLUSTER_KINDS, ...PLATFORM_KINDS, ...SERVICE_KINDS].map(
      ({ group, kind }) => `${group}/${kind}`,
    );
    expect([...deployed].sort()).toEqual([...allowed].sort());
  });

  it('freeze what their definition freezes', () => {
    expect(find(manifests, 'AppProject', 'payments').spec['syncWindows']).toEqual([
      {
        kind: 'deny',
        schedule: '0 16 * * 5',
        duration: '3720m',
        timeZone: 'America/New_York',
        applications: ['ledger-use1'],
        manualSync: false,
      },
    ]);
    expect(find(manifests, 'AppProject', 'risk').spec).not.toHaveProperty('syncWindows');
  });
});

describe('applications', () => {
  it('are the planned ones, from the protected branch and by themselves', () => {
    const applications = manifests.filter(({ kind, spec }) => kind === 'Application' && spec['project'] !== 'add-ons');
    const planned = production.applications.filter(({ location }) => location === 'use1');
    expect(applications.map(({ metadata }) => metadata.name).sort()).toEqual(planned.map(({ name }) => name).sort());
    for (const { metadata, spec } of applications)
      expect(spec).toMatchObject({
        source: {
          repoURL: 'https://git.finflow.example/finflow/platform.git',
          targetRevision: 'deploy/production',
          path: planned.find(({ name }) => name === metadata.name)?.path,
        },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      });
  });

  it('belong to a project that allows their destination', () => {
    for (const { spec } of manifests.filter(({ kind }) => kind === 'Application')) {
      const { destinations } = find(manifests, 'AppProject', String(spec['project'])).spec;
      expect(destinations).toContainEqual(spec['destination']);
    }
  });

  it('run each add-on in one version, from the repositories and into the namespaces of their project alone', () => {
    const charts = manifests.filter(({ kind, spec }) => kind === 'Application' && spec['project'] === 'add-ons');
    const [location] = production.locations;
    if (location === undefined) throw new Error('production has no location');
    expect(charts.map(({ metadata }) => metadata.name)).toEqual(
      addOns(production, location).map(({ release }) => `${release}-use1`),
    );
    const { sourceRepos, destinations } = find(manifests, 'AppProject', 'add-ons').spec;
    for (const { metadata, spec } of charts) {
      const { repoURL, targetRevision } = spec['source'] as Record<string, unknown>;
      expect(targetRevision).toMatch(/^v?\d+\.\d+\.\d+$/);
      expect(sourceRepos).toContain(repoURL);
      expect(destinations).toContainEqual(spec['destination']);
      expect(metadata.annotations?.['finflow.io/chart-digest']).toMatch(/^(unverified|sha256:[0-9a-f]{64})$/);
    }
  });

  it('tell a squad’s channel what happens to its service', () => {
    expect(find(manifests, 'Application', 'ledger-use1').metadata.annotations).toMatchObject({
      'notifications.argoproj.io/subscribe.on-degraded.slack': 'payments-alerts',
    });
  });
});

describe('the root', () => {
  it('is the only application that does not wait for itself', () => {
    const marked = manifests.filter(({ metadata }) => metadata.annotations?.['finflow.io/root'] === 'true');
    expect(marked.map(({ metadata }) => metadata.name)).toEqual(['gitops-use1']);
  });
});

describe('Argo CD', () => {
  const [location] = production.locations;
  if (location === undefined) throw new Error('production has no location');
  const values = addOns(production, location).find(({ release }) => release === 'argocd')?.values;
  const { cm, rbac } = values?.['configs'] as Record<string, Record<string, string>>;

  it('lets nobody in but through the identity provider, with a second factor', () => {
    expect(cm?.['admin.enabled']).toBe('false');
    expect(JSON.parse(cm?.['oidc.config'] ?? '')).toMatchObject({
      issuer: 'https://sign-on.finflow.example/production',
      enablePKCEAuthentication: true,
      requestedIDTokenClaims: { acr: { essential: true, values: ['mfa'] } },
    });
  });

  it('gives nothing to whoever belongs to no group', () => {
    expect(rbac?.['policy.default']).toBe('');
    expect(rbac?.['policy.csv']).toContain('g, platform-engineers, role:platform-engineer\n');
    expect(rbac?.['policy.csv']).not.toMatch(/delete|override|exec|create|update/);
  });

  it('waits for a wave before the next one', () => {
    expect(cm?.['resource.customizations.health.argoproj.io_Application']).toContain('obj.status.health.status');
  });

  it('is installed by hand in the version that it then manages itself in', () => {
    const { repository, chart, version } = releaseOf('argocd');
    expect(readFileSync('docs/operations.md', 'utf8')).toContain(
      `helm upgrade --install argocd ${chart} --repo ${repository} --version ${version} --namespace argocd`,
    );
  });
});
