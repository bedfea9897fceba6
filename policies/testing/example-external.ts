import type { DeclaredExternal } from '../engine/intent-schema.js';

/** A third party of the example environment in good order, changed as told. */
export const exampleExternal = (change: Partial<DeclaredExternal>): DeclaredExternal => ({
  name: 'partner',
  owner: 'payments',
  hosts: ['api.partner.example'],
  port: 443,
  protocol: 'https',
  kind: 'third-party',
  dataClass: 'confidential',
  jurisdictions: ['us'],
  agreement: { reference: 'DPA-1', reviewed: '2026-06-01', transferBasis: 'scc' },
  ...change,
});
