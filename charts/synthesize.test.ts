import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, loadAll, YAML11_SCHEMA } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { synthesizeManifests } from './synthesize.js';
import { locationManifests, platformOf, serviceManifests } from './testing/synthesized.js';

const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
const files = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort();

describe('synthesized manifests', () => {
  beforeAll(() => {
    for (const run of ['first', 'second'])
      for (const environment of ['local', 'staging', 'production'] as const)
        synthesizeManifests(platformOf(environment), join(folder, run));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are byte-identical in two runs', () => {
    const written = files(join(folder, 'first'));
    expect(written.length).toBeGreaterThan(300);
    expect(files(join(folder, 'second'))).toEqual(written);
    for (const file of written)
      expect(readFileSync(join(folder, 'second', file), 'utf8')).toBe(
        readFileSync(join(folder, 'first', file), 'utf8'),
      );
  });

  it('lie at <environment>/<location>/<application>', () => {
    const applications = new Set(files(join(folder, 'first')).map((file) => file.split('/').slice(0, 3).join('/')));
    const planned = (['local', 'staging', 'production'] as const).flatMap((environment) =>
      platformOf(environment).applications.map(({ path }) => path.replace('dist/manifests/', '')),
    );
    expect([...applications].sort()).toEqual([...planned].sort());
  });

  it('mean the same to readers of YAML 1.1 and 1.2', () => {
    for (const file of files(join(folder, 'first')).filter((name) => name.includes('production/use1'))) {
      const text = readFileSync(join(folder, 'first', file), 'utf8');
      const strict = parseAllDocuments(text, { uniqueKeys: true });
      expect(strict.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
      const modern = strict.map((document) => document.toJS() as unknown);
      expect(parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown)).toEqual(modern);
      expect(loadAll(text)).toEqual(modern);
      expect(load(text.slice(0, text.indexOf('---', 4)), { schema: YAML11_SCHEMA })).toEqual(modern[0]);
    }
  });

  it('begin with apiVersion, kind and metadata', () => {
    for (const document of locationManifests(platformOf('production'), 'use1'))
      expect(Object.keys(document).slice(0, 3)).toEqual(['apiVersion', 'kind', 'metadata']);
  });
});

describe.each(['use1', 'usc1', 'euw4'])('objects of %s', (location) => {
  const manifests = locationManifests(platformOf('production'), location);

  it('have names, labels and values that an API server accepts', () => {
    for (const { kind, metadata } of manifests) {
      expect(metadata.name, kind).toMatch(/^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/);
      for (const [key, value] of Object.entries(metadata.labels)) {
        expect(key).toMatch(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/);
        expect(value).toMatch(/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/);
      }
    }
  });

  it('are unique', () => {
    const ids = manifests.map(({ kind, metadata }) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('carry who owns them and what they hold', () => {
    const keys = ['owner', 'tier', 'data-class', 'pci-scope', 'environment', 'location'].map(
      (key) => `finflow.io/${key}`,
    );
    for (const { kind, metadata } of manifests)
      expect(Object.keys(metadata.labels), `${kind} ${metadata.name}`).toEqual(expect.arrayContaining(keys));
  });

  it('lie in namespaces that exist', () => {
    const given = new Set(manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
    const used = new Set(manifests.flatMap(({ metadata }) => metadata.namespace ?? []));
    expect([...used].filter((namespace) => !given.has(namespace))).toEqual([]);
  });
});

it('counts the objects of a service', () => {
  const manifests = serviceManifests(platformOf('production'), 'ledger', 'use1');
  const counts = countKinds(manifests);
  expect(counts).toEqual({
    AnalysisTemplate: 1,
    AuthorizationPolicy: 3,
    ConfigMap: 1,
    DestinationRule: 3,
    ExternalSecret: 7,
    HorizontalPodAutoscaler: 1,
    NetworkPolicy: 3,
    PeerAuthentication: 1,
    PodDisruptionBudget: 1,
    PodMonitor: 1,
    PrometheusRule: 1,
    RequestAuthentication: 1,
    Rollout: 1,
    SecretStore: 1,
    Service: 3,
    ServiceAccount: 1,
    ServiceEntry: 4,
    Sidecar: 1,
    VirtualService: 2,
  });
});

function countKinds(manifests: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of manifests) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
