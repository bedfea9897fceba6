import { expect, it } from 'vitest';
import type { AuditResult } from '../../policies/audit.js';
import { comparePosture, compareWaivers } from './compare-posture.js';

type Finding = AuditResult['findings'][number];

const finding = (rule: string, outcome: Finding['outcome'], id: string): Finding => ({
  rule,
  outcome,
  blocking: outcome === 'fail',
  severity: rule === 'A-001' ? 'low' : 'critical',
  resource: { id, location: 'use1', kind: 'Thing', name: id, file: 'x.yaml' },
  message: '',
  fix: '',
  controls: [],
  fingerprint: `sha256:${'0'.repeat(64)}`,
});

const counts = { pass: 0, fail: 0, waived: 0, 'not-applicable': 0, unknown: 0, error: 0 };
const waiver = {
  rule: 'A-001',
  resource: 'x',
  reason: 'r',
  ticket: 't',
  owner: 'o',
  approver: 'a',
  compensatingControl: 'c',
  issued: '2026-11-01',
};

const result = (findings: Finding[], waivers: AuditResult['waivers'] = []): AuditResult => ({
  environment: 'production',
  asOf: '2026-11-23',
  summary: counts,
  rules: [],
  findings,
  controls: [],
  waivers,
  inputs: [],
});

it('says which judgements moved, gravest first', () => {
  const before = result([
    finding('A-001', 'fail', 'x'),
    finding('B-001', 'unknown', 'y'),
    finding('B-002', 'fail', 'same'),
  ]);
  const after = result([
    finding('A-001', 'waived', 'x'),
    finding('A-001', 'fail', 'z'),
    finding('B-002', 'fail', 'same'),
    finding('B-002', 'fail', 'new'),
    finding('B-002', 'error', 'new'),
    finding('B-003', 'unknown', 'y'),
    finding('B-003', 'not-applicable', 'w'),
  ]);
  expect(
    comparePosture('production', before, after).map(({ rule, change, resources }) => [rule, change, ...resources]),
  ).toEqual([
    ['B-002', 'newly-fails', 'use1 Thing new'],
    ['A-001', 'newly-fails', 'use1 Thing z'],
    ['B-003', 'newly-unknown', 'use1 Thing y'],
    ['A-001', 'newly-waived', 'use1 Thing x'],
    ['B-001', 'no-longer-fails', 'use1 Thing y'],
  ]);
  expect(comparePosture('production', after, after)).toEqual([]);
});

it('says which waivers came, went or were prolonged', () => {
  const before = result(
    [],
    [
      { ...waiver, id: 'kept', expires: '2026-12-01' },
      { ...waiver, id: 'gone', expires: '2026-12-01' },
    ],
  );
  const after = result(
    [],
    [
      { ...waiver, id: 'kept', expires: '2026-12-31' },
      { ...waiver, id: 'new', expires: '2027-01-01' },
    ],
  );
  expect(compareWaivers('production', before, after).map(({ id, change, expires }) => [id, change, expires])).toEqual([
    ['gone', 'removed', '2026-12-01'],
    ['kept', 'changed', '2026-12-31'],
    ['new', 'added', '2027-01-01'],
  ]);
});
