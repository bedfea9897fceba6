import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes } from './codes.js';
import { loadDefinitions } from './load.js';
import {
  AS_OF,
  diagnosticsOf,
  edit,
  edited,
  placesOf,
  type Texts,
  withRepository,
} from './testing/example-repository.js';
import { EXAMPLE_TEXTS } from './testing/example-texts.js';
import { ENVIRONMENT_REJECTIONS, SERVICE_REJECTIONS } from './testing/rejections.js';
import { SCHEMA_REJECTIONS, TEXT_REJECTIONS } from './testing/schema-rejections.js';
import { runChecks } from './checks/run-checks.js';

const without = (file: string): Texts =>
  Object.fromEntries(Object.entries(EXAMPLE_TEXTS).filter(([name]) => name !== file));

/** A service like orders under another name, exposing and calling nothing. */
function serviceText(name: string): string {
  const { texts } = edited([
    edit(
      'orders',
      '  public:\n    - { host: api, path: /v1/orders, methods: [GET], waf: strict, rateLimit: 60/m, strangles: { service: carrier, cohort: 5 } }\n',
      '',
    ),
    edit('orders', '    - { service: billing, paths: [GET /v1/orders/*] }\n', '    []\n'),
  ]);
  return texts['services/orders/service.yaml']!.replaceAll('orders', name);
}

describe('loadDefinitions', () => {
  it('loads every definition by its place', () => {
    const loaded = withRepository(EXAMPLE_TEXTS, loadDefinitions);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.services.map(({ source }) => source.file)).toEqual([
      'services/billing/service.yaml',
      'services/orders/service.yaml',
    ]);
    expect(loaded.environments.map(({ definition }) => definition.metadata.name)).toEqual(['staging']);
    expect(loaded.teams?.definition.teams).toHaveLength(3);
    expect(loaded.externals?.definition.externals).toHaveLength(1);
  });

  it('takes folders without a definition for what they are', () => {
    const texts = {
      ...EXAMPLE_TEXTS,
      'services/definition/load.ts': '',
      'services/kit/README.md': '',
      'services/.cache/service.yaml': '?',
    };
    expect(diagnosticsOf(texts)).toEqual([]);
  });

  it('reports files that look like definitions and are none', () => {
    const texts = { ...EXAMPLE_TEXTS, 'services/payouts/service.yml': '', 'environments/production.yml': '' };
    expect(placesOf(diagnosticsOf(texts))).toEqual([
      'environments/production.yml:1:1 misnamed-file',
      'services/payouts/service.yml:1:1 misnamed-file',
    ]);
  });

  it('reports missing files and folders', () => {
    expect(placesOf(diagnosticsOf(without('services/teams.yaml')))).toEqual([
      'services/teams.yaml:1:1 unreadable-file',
    ]);
    expect(placesOf(diagnosticsOf(without('services/externals.yaml')))).toEqual([
      'services/externals.yaml:1:1 unreadable-file',
    ]);
    expect(placesOf(diagnosticsOf({}))).toEqual([
      'environments:1:1 unreadable-file',
      'services:1:1 unreadable-file',
      'services/externals.yaml:1:1 unreadable-file',
      'services/teams.yaml:1:1 unreadable-file',
    ]);
  });

  it('does not follow a linked folder', () => {
    withRepository({ ...EXAMPLE_TEXTS, 'elsewhere/service.yaml': serviceText('linked') }, (root) => {
      symlinkSync(join(root, 'elsewhere'), join(root, 'services/linked'));
      const { diagnostics } = loadDefinitions(root);
      expect(placesOf(diagnostics)).toEqual(['services/linked:1:1 unreadable-file']);
    });
  });

  it('keeps the errors of one file from hiding or breeding others', () => {
    const { texts } = edited([edit('orders', 'tier: 0', 'tier: 9'), edit('billing', 'target: 99.9,', 'target: 90,')]);
    expect(placesOf(diagnosticsOf(texts))).toEqual([
      'services/billing/service.yaml:24:37 alert-unreachable',
      'services/orders/service.yaml:4:7 not-allowed',
    ]);
    expect(placesOf(diagnosticsOf({ ...EXAMPLE_TEXTS, 'environments/staging.yaml': 'kind: [' }))).toEqual([
      'environments/staging.yaml:1:8 yaml-syntax',
    ]);
  });

  it('reports a callee and a producer that an environment lacks', () => {
    const staging = EXAMPLE_TEXTS['environments/staging.yaml']!;
    const { texts } = edited([edit('billing', 'placement:\n', 'placement:\n  local: { locations: [use1] }\n')]);
    const local = staging.replace('name: staging', 'name: local').replaceAll('asn: 645', 'asn: 646');
    expect(placesOf(diagnosticsOf({ ...texts, 'environments/local.yaml': local }))).toEqual([
      'services/billing/service.yaml:18:16 callee-absent',
      'services/billing/service.yaml:21:16 topic-without-producer',
    ]);
  });

  it('reserves the names of the platform', () => {
    expect(placesOf(diagnosticsOf({ ...EXAMPLE_TEXTS, 'services/mesh/service.yaml': serviceText('mesh') }))).toEqual([
      'services/mesh/service.yaml:3:19 reserved-name',
    ]);
  });

  it('prints a cycle of three services once', () => {
    const service = (name: string, callee: string, caller: string): string =>
      serviceText(name)
        .replace('- { external: carrier, critical: false }', `- { service: ${callee}, critical: false }`)
        .replace('    []\n', `    - { service: ${caller}, paths: [GET /v1/x] }\n`);
    const texts = {
      ...EXAMPLE_TEXTS,
      'services/north/service.yaml': service('north', 'south', 'west'),
      'services/south/service.yaml': service('south', 'west', 'north'),
      'services/west/service.yaml': service('west', 'north', 'south'),
    };
    const found = diagnosticsOf(texts);
    expect(found.map(({ file, code, message }) => `${file} ${code} ${message}`)).toEqual([
      'services/west/service.yaml call-cycle synchronous calls form a cycle: north → south → west → north',
    ]);
  });

  it('loads and checks a thousand services', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `service-${index}`);
    const texts = Object.fromEntries(names.map((name) => [`services/${name}/service.yaml`, serviceText(name)]));
    withRepository({ ...EXAMPLE_TEXTS, ...texts }, (root) => {
      const loaded = loadDefinitions(root);
      expect(loaded.services).toHaveLength(1002);
      expect([...loaded.diagnostics, ...runChecks(loaded, { asOf: AS_OF })]).toEqual([]);
    });
  });
});

describe('error codes', () => {
  it('each have a definition that is refused with them', () => {
    const tried = [...SERVICE_REJECTIONS, ...ENVIRONMENT_REJECTIONS, ...SCHEMA_REJECTIONS, ...TEXT_REJECTIONS].map(
      ([code]) => code,
    );
    const elsewhere = ['unreadable-file', 'unreleased-service', 'misnamed-file', 'callee-absent', 'reserved-name'];
    expect([...new Set([...tried, ...elsewhere])].sort()).toEqual(Object.keys(codes).sort());
  });
});
