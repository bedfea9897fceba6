import { describe, expect, it } from 'vitest';
import { onlyService } from '../../../testing/only-service.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { podSecurityRestricted } from './pod-security-restricted.js';

const intent = onlyService('payments', 'use1');
const namespace = (text: string) => ({ intent, manifests: { 'use1/payments': text } });
const good = fixture(import.meta.url, 'good.yaml');

describe('POD-001 pod security restricted', () => {
  it('passes a namespace that enforces restricted at a version', () => {
    expect(outcomesOf(podSecurityRestricted, namespace(good))).toEqual(['pass']);
  });

  it('fails a version that moves, a version of the future, a weaker level and a missing namespace', () => {
    expect(messagesOf(podSecurityRestricted, namespace(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      "the standard's version is latest, not pinned",
    ]);
    expect(outcomesOf(podSecurityRestricted, namespace(good.replace('v1.33', 'v1.40')))).toEqual(['fail']);
    expect(outcomesOf(podSecurityRestricted, namespace(good.replace('restricted', 'baseline')))).toEqual(['fail']);
    expect(messagesOf(podSecurityRestricted, { intent })).toEqual(['no manifest creates namespace payments']);
  });

  it('fails when a second manifest of the namespace could win', () => {
    expect(outcomesOf(podSecurityRestricted, namespace(`${good}---\n${good}`))).toEqual(['fail']);
  });

  it('is not applicable where nothing is placed', () => {
    expect(outcomesOf(podSecurityRestricted, { intent: { ...intent, services: [] } })).toEqual(['not-applicable']);
  });
});
