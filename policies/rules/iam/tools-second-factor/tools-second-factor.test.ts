import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { EditableObject } from '../../../testing/mutation.js';
import { toolsSecondFactor } from './tools-second-factor.js';

const whole = exampleIntent();
const intent = { ...whole, locations: whole.locations.slice(0, 1) };
const MFA = { auth_method: { auth_method: 'mfa' } };

const access = (policy: EditableObject, reference = '${cloudflare_zero_trust_access_policy.admins.id}') => ({
  intent,
  stacks: {
    'example-us-edge': {
      resource: {
        cloudflare_zero_trust_access_application: {
          argocd: { domain: 'argocd-use1.finflow.example', policies: [{ id: reference }] },
        },
        cloudflare_zero_trust_access_policy: { admins: { decision: 'allow', ...policy } },
      },
    },
  },
});

describe('IAM-006 second factor for tools', () => {
  it('passes a tool behind Access with a second factor', () => {
    expect(outcomesOf(toolsSecondFactor, access({ require: [MFA] }))).toEqual(['pass']);
  });

  it.each([
    [access({ include: [{ email: { email: 'a@finflow.example' } }] }), 'does not require a second factor'],
    [access({ require: [MFA], include: [{ everyone: {} }] }), 'admits everybody with a second factor'],
    [access({ decision: 'bypass', require: [MFA] }), 'can be reached without Access'],
    [{ intent }, 'is not behind Access'],
  ])('fails anything less', (artifacts, message) => {
    expect(messagesOf(toolsSecondFactor, artifacts)).toEqual([`argocd-use1.finflow.example ${message}`]);
  });

  it('does not know a policy that was made elsewhere', () => {
    expect(outcomesOf(toolsSecondFactor, access({ require: [MFA] }, '5f0d'))).toEqual(['unknown']);
  });

  it('is not applicable where no tool is published', () => {
    const local = { ...intent, environment: { ...intent.environment, edge: null } };
    expect(outcomesOf(toolsSecondFactor, { intent: local })).toEqual(['not-applicable']);
  });
});
