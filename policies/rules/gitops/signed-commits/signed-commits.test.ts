import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { signedCommits } from './signed-commits.js';

const manifests = (name: string) => ({ manifests: { 'use1/gitops': fixture(import.meta.url, name) } });

describe('GIT-003 signed commits', () => {
  it('passes a project that lists its signing keys', () => {
    expect(outcomesOf(signedCommits, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('fails a project without keys, and one whose key is none', () => {
    expect(messagesOf(signedCommits, manifests('bad.yaml'))).toEqual([
      'deploys unsigned commits',
      'lists *, which is no key id',
    ]);
  });

  it('is not applicable without Argo CD', () => {
    expect(outcomesOf(signedCommits, {})).toEqual(['not-applicable']);
  });
});
