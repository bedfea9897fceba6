import { describe, expect, it } from 'vitest';
import { onlyService } from '../../../testing/only-service.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { defaultDenyAuthorization } from './default-deny-authorization.js';

const intent = onlyService('payments', 'use1');
const manifests = (text: string) => ({ intent, manifests: { 'use1/payments': text } });
const good = fixture(import.meta.url, 'good.yaml');

describe('AUTHZ-001 default-deny authorization', () => {
  it('passes a policy without rules in the namespace or in the root namespace', () => {
    expect(outcomesOf(defaultDenyAuthorization, manifests(good))).toEqual(['pass']);
    const mesh = good.replace('namespace: payments', 'namespace: istio-system');
    expect(outcomesOf(defaultDenyAuthorization, manifests(mesh))).toEqual(['pass']);
  });

  it('is not fooled by a selector or a DENY without rules', () => {
    const variants = [
      good.replace('spec: {}', 'spec: { selector: { matchLabels: { app: payments } } }'),
      good.replace('spec: {}', 'spec: { action: DENY }'),
    ];
    for (const text of variants)
      expect(messagesOf(defaultDenyAuthorization, manifests(text))).toEqual(['nothing denies by default in payments']);
  });

  it('fails an empty rule, which allows everything, even beside a default-deny', () => {
    const bad = fixture(import.meta.url, 'bad.yaml');
    for (const text of [bad, `${good}---\n${bad}`])
      expect(messagesOf(defaultDenyAuthorization, manifests(text))).toEqual([
        'payments/deny-all allows every request again',
      ]);
  });

  it('is not applicable where nothing is placed', () => {
    expect(outcomesOf(defaultDenyAuthorization, { intent: { ...intent, services: [] } })).toEqual(['not-applicable']);
  });
});
