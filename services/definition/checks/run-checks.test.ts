import { describe, expect, it } from 'vitest';
import { diagnosticsOf, edit, edited, placesOf, type Edit } from '../testing/example-repository.js';
import { EXAMPLE_TEXTS } from '../testing/example-texts.js';
import { ENVIRONMENT_REJECTIONS, SERVICE_REJECTIONS } from '../testing/rejections.js';

const rejections = [...SERVICE_REJECTIONS, ...ENVIRONMENT_REJECTIONS];

describe('the checks across files', () => {
  it('accept the example', () => {
    expect(placesOf(diagnosticsOf(EXAMPLE_TEXTS))).toEqual([]);
  });

  it.each(rejections.map(([code, ...edits]) => ({ code, edits, what: edits.at(-1)?.to.trim() ?? '' })))(
    'refuse with $code: $what',
    ({ code, edits }) => {
      const { texts, places } = edited(edits);
      expect(placesOf(diagnosticsOf(texts))).toEqual(places.map((place) => `${place} ${code}`));
      expect(places).toHaveLength(1);
    },
  );

  it.each<readonly [string, Edit[]]>([
    ['tries that fill the timeout exactly', [edit('orders', 'timeout: 1s', 'timeout: 900ms')]],
    [
      'an idempotency key on a repeated write',
      [edit('orders', 'paths: [GET /v1/orders/*]', 'paths: [POST /v1/orders], idempotencyKey: true')],
    ],
    ['a flag on its last day', [edit('orders', '2027-03-31', '2026-11-23')]],
    ['694 requests an hour at 99.99 %', [edit('orders', 'minRequestsPerHour: 700', 'minRequestsPerHour: 694')]],
    ['2079 samples at 99.99 %', [edit('orders', 'minSamples: 2100', 'minSamples: 2079')]],
    ['a target just above the reachable one', [edit('orders', 'target: 95', 'target: 93.06')]],
    [
      'a fifth of the error budget left',
      [
        edit('billing', 'target: 99.9,', 'target: 99.987,'),
        edit('billing', 'minRequestsPerHour: 70 ', 'minRequestsPerHour: 700 '),
      ],
    ],
    ['as many replicas as partitions', [edit('billing', '[use1] }', '[use1], overrides: { scaling: { max: 12 } } }')]],
    ['the last pool that fits', [edit('orders', 'poolSize: 40', 'poolSize: 90')]],
    [
      'capture through a session pooler',
      [edit('orders', 'via: direct', 'via: pooler'), edit('orders', 'mode: transaction', 'mode: session')],
    ],
    [
      'methods of one path described apart',
      [
        edit(
          'orders',
          '  public:\n',
          '  public:\n    - { host: api, path: /v1/orders, methods: [HEAD], waf: strict, rateLimit: 9/m }\n',
        ),
      ],
    ],
    [
      'no standby where no cloud is survived',
      [edit('environment', 'survives: cloud', 'survives: zone'), edit('environment', '    standby: euc1\n', '')],
    ],
    [
      'card data on card-data nodes',
      [edit('billing', 'pciScope: none', 'pciScope: cde'), edit('billing', '[use1]', '[euw4]')],
    ],
    ['neighbouring ranges', [edit('environment', 'controlPlane: 10.34.240.0/28', 'controlPlane: 10.34.16.0/28')]],
    [
      'a register entry in the jurisdiction without transfer',
      [
        edit('externals', 'transferBasis: scc', 'transferBasis: none'),
        edit('externals', 'jurisdictions: [us]', 'jurisdictions: [us, eu]'),
      ],
    ],
    [
      'an agreed schema',
      [edit('orders', 'schema: json', 'schema: avro'), edit('billing', 'dlq: true', 'dlq: true, schema: avro')],
    ],
  ])('accept %s', (_what, edits) => {
    expect(placesOf(diagnosticsOf(edited(edits).texts))).toEqual([]);
  });
});
