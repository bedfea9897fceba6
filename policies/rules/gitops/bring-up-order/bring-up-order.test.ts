import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { bringUpOrder } from './bring-up-order.js';

const read = (name: string): string => fixture(import.meta.url, name);
const GITOPS = read('good.yaml');
const SERVICE = read('service.yaml');
const FOUNDATION = read('foundation.yaml');

const cluster = ({ gitops = GITOPS, service = SERVICE, foundation = FOUNDATION } = {}) => ({
  manifests: { 'use1/gitops': gitops, 'use1/foundation': foundation, 'use1/payments': service },
});

describe('GIT-004 bring-up order', () => {
  it('passes a cluster that comes up by itself', () => {
    expect(new Set(outcomesOf(bringUpOrder, cluster()))).toEqual(new Set(['pass']));
  });

  it.each([
    ['Namespace/payments', { foundation: FOUNDATION.split('---')[1] ?? '' }],
    ['PriorityClass/tier-0', { foundation: FOUNDATION.split('---')[0] ?? '' }],
    ['ServiceAccount/payments/payments', { service: SERVICE.replace('kind: ServiceAccount', 'kind: Service') }],
    [
      'Secret/payments/payments-database',
      { service: SERVICE.replace('target: { name: payments-', 'target: { name: other-') },
    ],
    ['ConfigMap/payments/trust-anchor', { gitops: GITOPS.replace('finflow.io/provides', 'finflow.io/other') }],
    ['CustomResourceDefinition/Rollout.argoproj.io', { gitops: GITOPS.replace(',Rollout.argoproj.io', '') }],
  ])('fails when nothing makes %s', (need, change) => {
    expect(messagesOf(bringUpOrder, cluster(change))).toContain(`nothing in the cluster makes ${need}`);
  });

  it('fails what comes before that which it refers to', () => {
    const late = GITOPS.replace("sync-wave: '1'", "sync-wave: '3'");
    expect(messagesOf(bringUpOrder, cluster({ gitops: late }))).toContain(
      'comes in wave 2, but CustomResourceDefinition/Rollout.argoproj.io only in wave 3',
    );
  });

  it('passes what comes in the same wave', () => {
    const same = GITOPS.replace("sync-wave: '1'", "sync-wave: '2'");
    expect(new Set(outcomesOf(bringUpOrder, cluster({ gitops: same })))).toEqual(new Set(['pass']));
  });

  it('fails a folder that no application deploys', () => {
    const forgotten = GITOPS.split('---').slice(0, 3).join('---');
    expect(messagesOf(bringUpOrder, cluster({ gitops: forgotten }))).toContain(
      'no application deploys the folder payments',
    );
  });

  it('is not applicable to a cluster without a root', () => {
    expect(outcomesOf(bringUpOrder, { manifests: { 'use1/payments': SERVICE } })).toEqual(['not-applicable']);
  });
});
