import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/json.js';
import { exampleIntent } from '../../../testing/example-intent.js';
import { exampleTopic } from '../../../testing/example-topic.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { declaredGrants } from './declared-grants.js';

const intent = { ...exampleIntent(), topics: [exampleTopic({})] };

const confluent = (change: Record<string, Json>, location = 'use1') => ({
  intent,
  stacks: {
    [`example-${location}-topics`]: {
      resource: {
        confluent_service_account: {
          writer: { display_name: `e-${location}-payments` },
          reader: { display_name: `e-${location}-card-vault` },
        },
        confluent_kafka_acl: {
          acl: {
            principal: 'User:${confluent_service_account.writer.id}',
            resource_type: 'TOPIC',
            resource_name: 'payments.settled',
            pattern_type: 'LITERAL',
            operation: 'WRITE',
            permission: 'ALLOW',
            ...change,
          },
        },
      },
    },
  },
});

const reader = { principal: 'User:${confluent_service_account.reader.id}', operation: 'READ' };

const managed = (aclId: string, principal: string, operation: string) => ({
  intent,
  stacks: {
    'example-usc1-topics': {
      resource: {
        google_managed_kafka_acl: {
          acl: { acl_id: aclId, acl_entries: [{ principal, operation, permission_type: 'ALLOW', host: '*' }] },
        },
      },
    },
  },
});

describe('KAFKA-004 declared grants', () => {
  it('passes producers, consumers, their groups and mirrored copies of the jurisdiction', () => {
    expect(outcomesOf(declaredGrants, confluent({}))).toEqual(['pass']);
    expect(outcomesOf(declaredGrants, confluent(reader))).toEqual(['pass']);
    expect(
      outcomesOf(declaredGrants, confluent({ ...reader, resource_type: 'GROUP', resource_name: 'vault-settled' })),
    ).toEqual(['pass']);
    expect(outcomesOf(declaredGrants, confluent({ ...reader, resource_name: 'usc1.payments.settled' }))).toEqual([
      'pass',
    ]);
    const email = 'User:e-usc1-payments@example.iam.gserviceaccount.com';
    expect(outcomesOf(declaredGrants, managed('topic/payments.settled', email, 'WRITE'))).toEqual(['pass']);
  });

  it('fails what a definition does not name', () => {
    expect(messagesOf(declaredGrants, confluent({ operation: 'READ' }))).toEqual([
      'lets payments read topic payments.settled, which it does not declare in use1',
    ]);
    expect(messagesOf(declaredGrants, confluent({ ...reader, resource_name: 'euw4.payments.settled' }))).toEqual([
      'lets card-vault read topic euw4.payments.settled, which it does not declare in use1',
    ]);
    const stranger = 'User:stranger@example.iam.gserviceaccount.com';
    expect(messagesOf(declaredGrants, managed('topic/payments.settled', stranger, 'READ'))).toEqual([
      'lets stranger read topic payments.settled, which it does not declare in usc1',
    ]);
  });

  it('fails patterns that cover more than one, except the operator', () => {
    expect(outcomesOf(declaredGrants, confluent({ pattern_type: 'PREFIXED' }))).toEqual(['fail']);
    expect(outcomesOf(declaredGrants, confluent({ resource_name: '*' }))).toEqual(['fail']);
    const email = (account: string) => `User:${account}@example.iam.gserviceaccount.com`;
    expect(outcomesOf(declaredGrants, managed('allTopics', email('e-usc1-payments'), 'ALL'))).toEqual(['fail']);
    expect(outcomesOf(declaredGrants, managed('allTopics', email('e-usc1-kafka-operator'), 'ALL'))).toEqual(['pass']);
  });

  it('does not know a principal that the artefacts do not hold, and is not applicable without permissions', () => {
    expect(outcomesOf(declaredGrants, confluent({ principal: 'User:sa-1' }))).toEqual(['unknown']);
    expect(outcomesOf(declaredGrants, {})).toEqual(['not-applicable']);
  });
});
