import { describe, expect, it } from 'vitest';
import { find, locationManifests, platformOf } from '../testing/synthesized.js';
import { CLUSTER_KINDS, PLATFORM_KINDS, SERVICE_KINDS } from './allowed-kinds.js';

const production = platformOf('production');
const manifests = locationManifests(production, 'use1');

describe('projects', () => {
  const projects = manifests.filter(({ kind }) => kind === 'AppProject');

  it('exist for each squad that owns something here', () => {
    expect(projects.map(({ metadata }) => metadata.name).sort()).toEqual([
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
    const applications = manifests.filter(({ kind }) => kind === 'Application');
    const planned = production.applications.filter(({ location }) => location === 'use1');
    expect(applications.map(({ metadata }) => metadata.name)).toEqual(planned.map(({ name }) => name));
    for (const [index, { spec }] of applications.entries())
      expect(spec).toMatchObject({
        source: {
          repoURL: 'https://git.finflow.example/finflow/platform.git',
          targetRevision: 'deploy/production',
          path: planned[index]?.path,
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
});
