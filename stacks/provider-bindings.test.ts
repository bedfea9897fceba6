import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindingSchema } from './testing/binding-schema.js';
import { bindingViolations } from './testing/binding-violations.js';
import { CHECKOUT, platforms, synthesized } from './testing/synthesized-stacks.js';

/** Providers that no test can run here; AWS is validated by its real provider. */
const LIBRARIES = {
  google: join(CHECKOUT, 'node_modules/@cdktf/provider-google/lib'),
  cloudflare: join(CHECKOUT, 'node_modules/@cdktf/provider-cloudflare/lib'),
};

const stacks = synthesized(platforms);

describe.each(Object.entries(LIBRARIES))('%s resources as their provider declares them', (provider, library) => {
  const resources = [...stacks].flatMap(([name, { resource }]) =>
    Object.entries(resource)
      .filter(([type]) => type.startsWith(`${provider}_`))
      .flatMap(([type, named]) =>
        Object.entries(named).map(([id, attributes]) => ({ type, attributes, path: `${name}: ${type}.${id}` })),
      ),
  );
  const schemas = new Map(
    [...new Set(resources.map(({ type }) => type))].map((type) => [type, bindingSchema(library, type)]),
  );

  it('have every required attribute, no unknown one and only possible values', () => {
    const violations = resources.flatMap(({ type, attributes, path }) => {
      const schema = schemas.get(type);
      return schema === undefined ? [] : bindingViolations(schema, attributes, path);
    });
    expect(violations).toEqual([]);
    expect(resources.length).toBeGreaterThan(50);
  });
});

describe('the check itself', () => {
  it.each([
    [LIBRARIES.google, 'google_compute_firewall', { name: 'a', network: 'b' }, { direction: 'SIDEWAYS' }],
    [
      LIBRARIES.cloudflare,
      'cloudflare_load_balancer',
      { name: 'a', zone_id: 'b', default_pools: [], fallback_pool: 'c' },
      { steering_policy: 'nearest' },
    ],
  ])('%s: notices what is missing, misspelt or impossible in %s', (library, type, minimum, impossible) => {
    const schema = bindingSchema(library, type);
    const [[attribute, value] = []] = Object.entries(impossible);
    expect(bindingViolations(schema, minimum, 'it')).toEqual([]);
    expect(bindingViolations(schema, {}, 'it').sort()).toEqual(
      Object.keys(minimum)
        .map((name) => `it lacks ${name}`)
        .sort(),
    );
    expect(bindingViolations(schema, { ...minimum, misspelt: 1 }, 'it')).toEqual([
      'it.misspelt is unknown to the provider',
    ]);
    expect(bindingViolations(schema, { ...minimum, ...impossible }, 'it')).toEqual([
      `it.${attribute} must not be ${value}`,
    ]);
  });

  it('looks into nested blocks', () => {
    const schema = bindingSchema(LIBRARIES.google, 'google_container_cluster');
    const cluster = { name: 'a', node_config: { shielded_instance_config: { secure: true }, taint: [{ key: 'b' }] } };
    expect(bindingViolations(schema, cluster, 'it')).toEqual([
      'it.node_config.shielded_instance_config.secure is unknown to the provider',
      'it.node_config.taint[0] lacks effect',
      'it.node_config.taint[0] lacks value',
    ]);
  });
});
