import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/json.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { peopleSignOn } from './people-sign-on.js';

const stack = (resource: Readonly<Record<string, Readonly<Record<string, Json>>>>) => ({
  stacks: { 'example-use1-people': { resource } },
});
const role = (condition: Json) =>
  stack({
    aws_iam_role: {
      engineer: {
        assume_role_policy: JSON.stringify({
          Statement: [
            {
              Sid: 'People',
              Effect: 'Allow',
              Principal: { AWS: 'arn:aws:iam::111111111111:root' },
              Condition: condition,
            },
          ],
        }),
      },
    },
  });
const signOn = (pattern: string) => ({ ArnLike: { 'aws:PrincipalArn': pattern } });
const grant = (member: string, to: string) => stack({ google_project_iam_member: { grant: { member, role: to } } });
const entitlement = (changes: Readonly<Record<string, Json>>) =>
  stack({
    google_privileged_access_manager_entitlement: {
      emergency: {
        max_request_duration: '3600s',
        approval_workflow: { manual_approvals: {} },
        requester_justification_config: { unstructured: {} },
        ...changes,
      },
    },
  });

const SET = 'arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_production-use1-engineer_*';

describe('IAM-008 people sign on', () => {
  it('passes single sign-on, a second factor, groups and emergency access for an hour', () => {
    expect(outcomesOf(peopleSignOn, role(signOn(SET)))).toEqual(['pass']);
    expect(outcomesOf(peopleSignOn, role({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }))).toEqual(['pass']);
    expect(outcomesOf(peopleSignOn, grant('group:all@x.example', 'roles/logging.viewer'))).toEqual(['pass']);
    expect(outcomesOf(peopleSignOn, entitlement({}))).toEqual(['pass']);
  });

  it('fails a role that more than one permission set could become', () => {
    const message = 'people assume it without single sign-on or a second factor';
    expect(messagesOf(peopleSignOn, role({}))).toEqual([message]);
    expect(messagesOf(peopleSignOn, role(signOn('arn:aws:iam::111111111111:role/*')))).toEqual([message]);
  });

  it('fails users, persons and standing administrators', () => {
    expect(messagesOf(peopleSignOn, stack({ aws_iam_user: { jane: {} } }))).toEqual([
      'it lets a person in without single sign-on',
    ]);
    expect(messagesOf(peopleSignOn, grant('user:jane@x.example', 'roles/logging.viewer'))).toEqual([
      'user:jane@x.example is no group',
    ]);
    expect(messagesOf(peopleSignOn, grant('group:all@x.example', 'roles/container.admin'))).toEqual([
      'group:all@x.example holds roles/container.admin all day',
    ]);
  });

  it('fails emergency access without end, agreement or reason', () => {
    expect(messagesOf(peopleSignOn, entitlement({ max_request_duration: '86400s' }))).toEqual([
      'emergency access lasts longer than four hours',
    ]);
    expect(messagesOf(peopleSignOn, entitlement({ approval_workflow: [] }))).toEqual([
      'nobody has to agree to emergency access',
    ]);
    expect(messagesOf(peopleSignOn, entitlement({ requester_justification_config: {} }))).toEqual([
      'nobody has to say why',
    ]);
  });

  it('leaves workloads and services to other rules', () => {
    const program = { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/ci-production-use1-plan' } };
    expect(outcomesOf(peopleSignOn, role(program))).toEqual(['pass']);
    const service = grant('serviceAccount:a@b.iam.gserviceaccount.com', 'roles/container.admin');
    expect(outcomesOf(peopleSignOn, service)).toEqual(['not-applicable']);
  });
});
