import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { leastServiceAccount } from './least-service-account.js';

const manifests = (text: string) => ({ manifests: { 'use1/payments': text } });
const good = fixture(import.meta.url, 'good.yaml');

describe('POD-006 least service account', () => {
  it('passes the declared account when no token is mounted', () => {
    expect(outcomesOf(leastServiceAccount, manifests(good))).toEqual(['pass']);
  });

  it('lets the pod overrule its account, as Kubernetes does', () => {
    expect(messagesOf(leastServiceAccount, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'a token of the service account is mounted',
      'a volume projects a token for the Kubernetes API',
    ]);
  });

  it('fails the default account, a foreign one and one that nobody creates', () => {
    const messages = (text: string) => messagesOf(leastServiceAccount, manifests(text));
    expect(messages(good.replace('serviceAccountName: payments', ''))[0]).toBe('runs as the default service account');
    expect(messages(good.replace('serviceAccountName: payments', 'serviceAccountName: card-vault'))[0]).toBe(
      'runs as card-vault, not as payments',
    );
    expect(messages(good.split('---\n')[1] ?? '')[0]).toBe('no manifest creates its service account payments');
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(leastServiceAccount, {})).toEqual(['not-applicable']);
  });
});
