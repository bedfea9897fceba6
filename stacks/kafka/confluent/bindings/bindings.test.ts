import { describe, expect, it } from 'vitest';
import type { BindingSchema, BoundAttribute } from '../../../testing/binding-schema.js';
import { bindingViolations } from '../../../testing/binding-violations.js';
import { found, platformOf, synthesized } from '../../../testing/synthesized-stacks.js';
import { CONFLUENT_ATTRIBUTES, type DocumentedBlock } from './resource-attributes.js';

/** The documented attributes in the form that the bindings of other providers are read into. */
function documentedSchema(type: string): BindingSchema {
  const blocks = new Map<string, Map<string, BoundAttribute>>();
  const add = (path: string, attributes: DocumentedBlock): string => {
    const bound = Object.entries(attributes).map(([name, { required = false, allowed = [], block }]) => {
      const nested = block === undefined ? undefined : add(`${path}.${name}`, block);
      return [name, { required, allowed, block: nested }] as const;
    });
    blocks.set(path, new Map(bound));
    return path;
  };
  return { root: add(type, found(CONFLUENT_ATTRIBUTES[type], type)), blocks };
}

const production = platformOf('production');
const stacks = synthesized([production]);
const written = [...stacks].flatMap(([stack, { resource, data }]) =>
  Object.entries({
    ...resource,
    ...Object.fromEntries(Object.entries(data).map(([type, own]) => [`data.${type}`, own])),
  })
    .filter(([type]) => /^(data\.)?confluent_/.test(type))
    .flatMap(([type, named]) =>
      Object.entries(named).map(([id, attributes]) => ({ type, attributes, path: `${stack}: ${type}.${id}` })),
    ),
);

describe('Confluent resources as their provider documents them', () => {
  it('have every required attribute, no unknown one and only possible values', () => {
    const violations = written.flatMap(({ type, attributes, path }) =>
      bindingViolations(documentedSchema(type), attributes, path),
    );
    expect(violations).toEqual([]);
    expect(written.length).toBeGreaterThan(200);
  });

  it('are all in use, and all that is in use is documented', () => {
    expect([...new Set(written.map(({ type }) => type))].sort()).toEqual(Object.keys(CONFLUENT_ATTRIBUTES).sort());
  });

  it('come from one exact version of the provider', () => {
    for (const stack of production.stacks.filter(({ clouds }) => clouds.includes('confluent'))) {
      const { required_providers: providers } = found(stacks.get(stack.name), stack.name).terraform;
      expect(providers['confluent']).toEqual({ source: 'confluentinc/confluent', version: '2.77.0' });
    }
  });
});

describe('the check itself', () => {
  const acl = found(
    written.find(({ type }) => type === 'confluent_kafka_acl'),
    'permission',
  );
  const schema = documentedSchema('confluent_kafka_acl');

  it('notices what is missing, misspelt or impossible, in blocks too', () => {
    const broken = { ...acl.attributes, operation: 'READS', resource_nmae: 'x', credentials: { key: 'a' } };
    expect(bindingViolations(schema, broken, 'it').sort()).toEqual([
      'it.credentials lacks secret',
      'it.operation must not be READS',
      'it.resource_nmae is unknown to the provider',
    ]);
    expect(bindingViolations(schema, {}, 'it')).toContain('it lacks kafka_cluster');
  });
});
