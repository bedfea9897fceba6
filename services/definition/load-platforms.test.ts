import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPlatforms } from './load-platforms.js';
import { forEachLeaf, pathText } from './provenance.js';

const platforms = loadPlatforms(process.cwd(), { asOf: '2026-11-23' });
const production = platforms.find(({ environment }) => environment.name === 'production')!;
const staging = platforms.find(({ environment }) => environment.name === 'staging')!;
const ledger = production.services.find(({ name }) => name === 'ledger')!;

describe('the resolved platform', () => {
  it('exists for every environment and is frozen through and through', () => {
    expect(platforms.map(({ environment }) => environment.name)).toEqual(['local', 'production', 'staging']);
    forEachLeaf(production, (path, leaf) => {
      if (typeof leaf === 'object' && leaf !== null) expect(Object.isFrozen(leaf), pathText(path)).toBe(true);
    });
    expect(Object.isFrozen(ledger.scaling)).toBe(true);
  });

  it('satisfies its committed JSON Schema', () => {
    const schema = JSON.parse(readFileSync('services/definition/platform.schema.json', 'utf8')) as object;
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
    for (const platform of platforms) {
      validate(JSON.parse(JSON.stringify(platform)));
      expect(validate.errors, platform.environment.name).toBeNull();
    }
  });

  it('survives JSON unchanged, so that the written file is the value', () => {
    expect(JSON.parse(JSON.stringify(production))).toEqual(production);
  });

  it('carries the load the story promises', () => {
    const peaks = production.jurisdictions.map(({ peak }) => peak);
    expect(peaks.reduce((sum, { concurrentUsers }) => sum + concurrentUsers, 0)).toBe(100_000);
    expect(peaks.reduce((sum, { transactionsPerSecond }) => sum + transactionsPerSecond, 0)).toBe(1_000);
  });

  it('keeps every standby in the other cloud of the same jurisdiction', () => {
    for (const location of production.locations) {
      const standby = production.locations.find(({ name }) => name === location.standby);
      expect(standby?.jurisdiction, location.name).toBe(location.jurisdiction);
      expect(standby?.cloud, location.name).not.toBe(location.cloud);
    }
  });

  it('plans every layer for every location and an edge for every jurisdiction', () => {
    const layers = ['bootstrap', 'audit', 'network', 'people', 'cluster', 'kafka', 'data', 'pki', 'secrets', 'topics'];
    for (const { name } of production.locations) {
      const planned = production.stacks.filter(({ scope }) => scope === name).map(({ layer }) => layer);
      expect(planned, name).toEqual([...layers, 'identity']);
    }
    const edges = production.stacks.filter(({ layer }) => layer === 'edge').map(({ name }) => name);
    expect(edges).toEqual(['production-us-edge', 'production-eu-edge']);
  });

  it('applies overrides, defaults and units', () => {
    const staged = staging.services.find(({ name }) => name === 'ledger')!;
    expect([ledger.scaling.min, staged.scaling.min]).toEqual([6, 2]);
    expect(ledger.resilience).toMatchObject({ timeoutMs: 800, retries: { attempts: 2, perTryTimeoutMs: 250 } });
    expect(ledger.compliance.retention).toEqual({ minDays: 5 * 365, maxDays: 10 * 365 });
    expect(staging.services.find(({ name }) => name === 'auth')?.flags).toMatchObject([{ value: true }]);
    expect(production.services.find(({ name }) => name === 'notification')?.scaling.metrics).toEqual([
      { resource: 'cpu', percent: 70 },
    ]);
  });

  it('gates a canary by traffic where there is traffic and by a probe in the standby', () => {
    expect(ledger.rollout.gates).toEqual({
      use1: 'traffic',
      usw2: 'traffic',
      usc1: 'traffic',
      euw4: 'traffic',
      euc1: 'synthetic-probe',
    });
  });

  it('gives every consumer that asks for one its own dead-letter topic', () => {
    const deadLetters = production.topics.filter(({ kind }) => kind === 'dead-letter');
    const asked = production.services.flatMap(({ kafka }) =>
      kafka.consumes.filter(({ deadLetter }) => deadLetter !== null),
    );
    expect(deadLetters.map(({ name }) => name).sort()).toEqual(asked.map(({ deadLetter }) => deadLetter).sort());
  });
});

describe('provenance', () => {
  it('explains every leaf of every service, by a place that holds the value, an override or a default', () => {
    for (const platform of platforms) {
      for (const service of platform.services) {
        forEachLeaf(service, (path) => {
          const origin = platform.provenance[`services[${service.name}].${pathText(path)}`];
          expect(origin, pathText(path)).toMatch(
            /^((override )?services\/[a-z]+\/service\.yaml:\d+:\d+|environments\/releases\/[a-z]+\.yaml:\d+:\d+|default \((tier [0-3]|every service)\))$/,
          );
        });
      }
    }
  });

  it('explains every leaf of environments, locations, jurisdictions, teams, externals, topics and calls', () => {
    forEachLeaf(production.environment, (path) => {
      expect(production.provenance[`environment.${pathText(path)}`], pathText(path)).toBeDefined();
    });
    for (const list of ['locations', 'jurisdictions', 'teams', 'externals', 'topics'] as const) {
      for (const entry of production[list]) {
        forEachLeaf(entry, (path) => {
          const key = `${list}[${entry.name}].${pathText(path)}`;
          expect(production.provenance[key], key).toBeDefined();
        });
      }
    }
    for (const call of production.calls) {
      expect(production.provenance[`calls[${call.caller}->${call.callee}].critical`]).toMatch(/service\.yaml:\d+/);
    }
  });

  it('points at the very characters a person wrote', () => {
    const written = readFileSync('services/ledger/service.yaml', 'utf8').split('\n');
    const at = (key: string, from = production): string => {
      const [, line, column] = /:(\d+):(\d+)$/.exec(from.provenance[`services[ledger].${key}`] ?? '') ?? [];
      return (written[Number(line) - 1] ?? '').slice(Number(column) - 1);
    };
    expect(at('resilience.timeoutMs')).toMatch(/^800ms/);
    expect(at('scaling.min')).toMatch(/^6/);
    expect(at('scaling.min', staging)).toMatch(/^2/);
    expect(at('runtime.resources.memoryMib')).toMatch(/^1Gi/);
    expect(at('resilience.circuitBreaker.maxEjectionPercent')).toMatch(/^34/);
    expect(at('data.postgres.sharding.by')).toMatch(/^book_id/);
    expect(staging.provenance['services[ledger].scaling.min']).toMatch(/^override /);
    expect(production.provenance['services[notification].scaling.metrics[0].percent']).toBe('default (every service)');
    expect(production.provenance['services[notification].resilience.timeoutMs']).toBe('default (tier 2)');
  });
});
