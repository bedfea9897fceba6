import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { deployBranch } from './deploy-branch.js';

const path = 'dist/manifests/example/use1/payments';
const application = {
  name: 'payments-use1',
  location: 'use1',
  application: 'payments',
  service: 'payments',
  team: 'payments',
  path,
};
const intent = { ...exampleIntent(), applications: [application] };
const manifests = (text: string) => ({ intent, manifests: { 'use1/gitops': text } });
const good = fixture(import.meta.url, 'good.yaml');
const tracking = (branch: string) => manifests(good.replace('deploy/example', branch));

describe('GIT-002 deploy branch', () => {
  it('passes the environment’s branch and the declared folder', () => {
    expect(outcomesOf(deployBranch, manifests(good))).toEqual(['pass']);
  });

  it('fails the branch everybody writes to, and a foreign folder', () => {
    expect(messagesOf(deployBranch, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'tracks main',
      `deploys dist/manifests/staging/use1/payments, not ${path}`,
    ]);
  });

  it('fails HEAD, a pattern and the branch of another environment', () => {
    expect(messagesOf(deployBranch, tracking('HEAD'))).toEqual(['tracks HEAD']);
    expect(messagesOf(deployBranch, tracking("'*'"))).toEqual(['tracks the pattern *']);
    expect(messagesOf(deployBranch, tracking('deploy/staging'))).toEqual([
      'tracks deploy/staging, which is not example’s',
    ]);
  });

  it('fails a foreign repository', () => {
    const foreign = good.replace('git.finflow.example', 'git.elsewhere.example');
    expect(messagesOf(deployBranch, manifests(foreign))).toEqual([
      'deploys from https://git.elsewhere.example/platform.git, not https://git.finflow.example/platform.git',
    ]);
  });

  it('is not applicable without an application', () => {
    expect(outcomesOf(deployBranch, {})).toEqual(['not-applicable']);
  });
});
