import { edit } from './example-repository.js';
import type { Rejection } from './rejections.js';

/** What the schema alone refuses. */
export const SCHEMA_REJECTIONS: readonly Rejection[] = [
  ['unknown-key', edit('orders', 'scaling: { min: 3', 'scaling: { «minimum: 3')],
  ['unknown-key', edit('orders', 'sli: { under: 200ms }', 'sli: { «undr: 200ms }')],
  ['unknown-key', edit('environment', 'tags: {', 'tags: { «__proto__: x,')],
  ['missing-key', edit('orders', 'metadata: { name: orders, owner: sales }', '«metadata: { name: orders }')],
  [
    'missing-key',
    edit(
      'orders',
      '{ key: orders-fast, default: false, owner: sales, expires: 2027-03-31 }',
      '«{ key: orders-fast, default: false, owner: sales }',
    ),
  ],
  ['wrong-type', edit('orders', 'critical: false', 'critical: «"no"')],
  ['wrong-type', edit('orders', 'residency: [us, eu]', 'residency: «us')],
  ['wrong-type', edit('orders', 'poolSize: 40', 'poolSize: «40.5')],
  ['wrong-format', edit('orders', 'owner: sales }', 'owner: «Sales_Team }')],
  ['wrong-format', edit('orders', 'expires: 2027-03-31', 'expires: «2027-02-30')],
  ['wrong-format', edit('environment', 'tags: { cost', 'tags: { «Cost')],
  ['wrong-unit', edit('orders', 'timeout: 1s', 'timeout: «1000')],
  ['wrong-unit', edit('orders', 'memory: 1Gi', 'memory: «1GB')],
  ['wrong-unit', edit('orders', 'rateLimit: 60/m', 'rateLimit: «60/min')],
  ['not-allowed', edit('orders', 'pciScope: none', 'pciScope: «connect')],
  ['not-allowed', edit('orders', "version: '16'", 'version: «16')],
  ['not-allowed', edit('environment', 'backend: gcs', 'backend: «gsc')],
  ['out-of-range', edit('orders', 'target: 95', 'target: «100')],
  ['out-of-range', edit('orders', 'cpu: 1,', 'cpu: «97,')],
  ['out-of-range', edit('orders', 'locations: [use1, usc1, euw4]', 'locations: «[]')],
];

/** What is refused before a schema is asked; the whole text of services/billing/service.yaml. */
export const TEXT_REJECTIONS: readonly (readonly [code: string, text: string, place: string])[] = [
  ['empty-file', '', '1:1'],
  ['empty-file', '# only a comment\n', '1:1'],
  ['binary-file', 'kind: Service\0', '1:1'],
  ['over-size-file', `kind: Service # ${'x'.repeat(256 * 1024)}`, '1:1'],
  ['yaml-syntax', 'kind: Service\nplacement: [a, b\ntier: 0\n', '3:1'],
  ['yaml-syntax', 'kind:\n\tname: x\n', '2:1'],
  ['yaml-documents', 'kind: Service\n---\nkind: Service\n', '2:1'],
  ['yaml-alias', 'kind: &name Service\n', '1:7'],
  ['yaml-tag', 'kind: !custom Service\n', '1:7'],
  ['yaml-depth', `kind: ${'['.repeat(40)}${']'.repeat(40)}\n`, '1:38'],
  ['duplicate-key', 'kind: Service\ntier: 0\nkind: Service\n', '3:1'],
];
