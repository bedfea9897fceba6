import { describe, expect, it } from 'vitest';
import { ALLOWED_CUSTOM_RESOURCES } from '../custom-resources/allowed-custom-resources.js';
import { customResourceSchema } from './custom-resource-schemas.js';
import { validateManifest } from './validate-manifest.js';
import { validateStructure } from './validate-structure.js';

const manifest = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'ledger', namespace: 'ledger' },
  spec,
});

describe('custom resources', () => {
  it.each(ALLOWED_CUSTOM_RESOURCES)('have a schema: $kind', ({ apiVersion, kind }) => {
    expect(customResourceSchema(apiVersion, kind)?.properties).toHaveProperty('spec');
  });

  it('outside the list are refused', () => {
    expect(() => customResourceSchema('networking.istio.io/v1alpha3', 'EnvoyFilter')).toThrow(
      /not among the custom resources/,
    );
  });

  it('of Kubernetes itself are left to their types', () => {
    expect(customResourceSchema('networking.k8s.io/v1', 'NetworkPolicy')).toBeUndefined();
    expect(customResourceSchema('apps/v1', 'Deployment')).toBeUndefined();
  });
});

describe('validation names object, path and cause', () => {
  const cases = [
    {
      cause: 'an unknown key that would silently match nothing',
      object: manifest('security.istio.io/v1', 'AuthorizationPolicy', {
        rules: [{ from: [{ source: { namespace: ['fraud'] } }] }],
      }),
      message:
        'AuthorizationPolicy ledger/ledger\n  spec.rules[0].from[0].source.namespace: unknown key, did you mean namespaces?',
    },
    {
      cause: 'a value outside an enumeration',
      object: manifest('security.istio.io/v1', 'PeerAuthentication', { mtls: { mode: 'strict' } }),
      message: 'spec.mtls.mode: "strict" is not one of UNSET, DISABLE, PERMISSIVE, STRICT',
    },
    {
      cause: 'a wrong type',
      object: manifest('argoproj.io/v1alpha1', 'Rollout', { replicas: '3' }),
      message: 'spec.replicas: must be integer, is "3"',
    },
    {
      cause: 'a missing member',
      object: manifest('external-secrets.io/v1', 'ExternalSecret', { data: [{ secretKey: 'A' }] }),
      message: 'spec.data[0].remoteRef: is required',
    },
    {
      cause: 'two alternatives at once',
      object: manifest('networking.istio.io/v1', 'VirtualService', {
        hosts: ['a'],
        http: [{ match: [{ uri: { exact: '/a', prefix: '/b' } }] }],
      }),
      message: 'spec.http[0].match[0].uri: must match exactly one of the allowed alternatives',
    },
    {
      cause: 'a key deep in a pod template',
      object: manifest('argoproj.io/v1alpha1', 'Rollout', {
        template: { spec: { containers: [{ name: 'a', imagePullPolice: 'Always' }] } },
      }),
      message: 'spec.template.spec.containers[0].imagePullPolice: unknown key, did you mean imagePullPolicy?',
    },
  ];

  it.each(cases)('$cause', ({ object, message }) => {
    expect(() => validateManifest(object)).toThrow(message);
  });
});

describe('structural schemas', () => {
  const cases = [
    { schema: { 'x-kubernetes-int-or-string': true }, good: ['25%', 3], bad: [1.5, true] },
    { schema: { type: 'string', pattern: '^a+$', maxLength: 2 }, good: ['a', 'aa'], bad: ['b', 'aaa'] },
    { schema: { type: 'integer', minimum: 1, maximum: 2 }, good: [1, 2], bad: [0, 3] },
    { schema: { type: 'array', minItems: 1, items: { type: 'string' } }, good: [['a']], bad: [[], [1]] },
    { schema: { type: 'object', additionalProperties: { type: 'string' } }, good: [{ a: 'b' }], bad: [{ a: 1 }] },
    { schema: { type: 'string', nullable: true }, good: [null, 'a'], bad: [1] },
    { schema: { type: 'string' }, good: ['a'], bad: [null] },
    {
      schema: { not: { anyOf: [{ required: ['a'] }] }, properties: { a: {}, b: {} } },
      good: [{ b: 1 }],
      bad: [{ a: 1 }],
    },
  ] as const;

  it.each(cases)('$schema', ({ schema, good, bad }) => {
    for (const value of good) expect(validateStructure(value, schema, 'x')).toEqual([]);
    for (const value of bad) expect(validateStructure(value, schema, 'x')).not.toEqual([]);
  });
});
