import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { rules } from '../../index.js';
import { clusterApiPrivate } from '../../network/cluster-api-private/cluster-api-private.js';
import { EXCLUDED_KINDS } from './excluded-kinds.js';
import { kindCoverage } from './kind-coverage.js';

const rule = kindCoverage([clusterApiPrivate], { ConfigMap: 'holds no secrets' });
const stacks = (kind: string) => ({ stacks: { 'example-use1-cluster': { resource: { [kind]: { one: {} } } } } });

describe('COV-001 kind coverage', () => {
  it('passes kinds that a rule covers or somebody excluded', () => {
    expect(outcomesOf(rule, stacks('aws_eks_cluster'))).toEqual(['pass']);
    const manifests = { 'use1/x': '{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}' };
    expect(outcomesOf(rule, { manifests })).toEqual(['pass']);
  });

  it('fails a new kind', () => {
    expect(messagesOf(rule, stacks('aws_new_thing'))).toEqual(['no rule covers aws_new_thing, and nobody excluded it']);
  });

  it('is not applicable to an empty output', () => {
    expect(outcomesOf(rule, {})).toEqual(['not-applicable']);
  });

  it('excludes no kind that a rule covers, and none without a reason', () => {
    const covered = new Set(rules.flatMap(({ covers }) => covers));
    expect(Object.keys(EXCLUDED_KINDS).filter((kind) => covered.has(kind))).toEqual([]);
    for (const reason of Object.values(EXCLUDED_KINDS)) expect(reason.length).toBeGreaterThan(20);
  });
});
