import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { declaredDataFlow } from './declared-data-flow.js';

const whole = exampleIntent();
/** `statements` calls `payments`; only payments runs here, so only its side is judged. */
const intent = {
  ...whole,
  services: whole.services.map((service) => ({ ...service, locations: service.name === 'card-vault' ? [] : ['use1'] })),
};
const manifests = (payments: string) => ({
  'use1/payments': fixture(import.meta.url, payments),
  'use1/statements': fixture(import.meta.url, 'statements.yaml'),
});

describe('NET-005 declared data flow', () => {
  it('passes openings that equal the declared calls', () => {
    expect(outcomesOf(declaredDataFlow, { intent, manifests: manifests('good.yaml') })).toEqual(['pass', 'pass']);
  });

  it('fails a caller that nobody declared', () => {
    const [message] = messagesOf(declaredDataFlow, { intent, manifests: manifests('bad.yaml') });
    expect(message).toBe('payments is reached from card-vault, which nobody declared');
  });

  it.each([
    ['every namespace', 'namespaceSelector: {}', 'policy callers allows ingress with everybody'],
    [
      'every pod by range',
      'ipBlock: { cidr: 10.0.0.0/8 }',
      'policy callers allows ingress with every pod by 10.0.0.0/8',
    ],
    [
      'a selector by another label',
      'namespaceSelector: { matchLabels: { team: a } }',
      'policy callers allows ingress with everybody',
    ],
  ])('fails an opening to %s', (_, peer, expected) => {
    const wide = fixture(import.meta.url, 'good.yaml').replace(/namespaceSelector: .*/, peer);
    const [message] = messagesOf(declaredDataFlow, {
      intent,
      manifests: { ...manifests('good.yaml'), 'use1/payments': wide },
    });
    expect(message).toBe(expected);
  });

  it('fails a port that the service does not declare', () => {
    const debug = fixture(import.meta.url, 'good.yaml').replace('port: 8080', 'port: 5005');
    const [message] = messagesOf(declaredDataFlow, {
      intent,
      manifests: { ...manifests('good.yaml'), 'use1/payments': debug },
    });
    expect(message).toBe('policy callers opens ports nobody declared: 5005');
  });

  it('fails a declared caller that is kept out', () => {
    const closed = fixture(import.meta.url, 'good.yaml').replace(
      'metadata.name: statements',
      'metadata.name: monitoring',
    );
    const [message] = messagesOf(declaredDataFlow, {
      intent,
      manifests: { ...manifests('good.yaml'), 'use1/payments': closed },
    });
    expect(message).toBe('payments is not reached from statements, although it is declared');
  });

  it('is not applicable where no service is placed', () => {
    expect(outcomesOf(declaredDataFlow, { intent: { ...whole, services: [] } })).toEqual(['not-applicable']);
  });
});
