import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../testing/policy-statements.js';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const stacks = synthesized([production]);
const stack = found(stacks.get('production-use1-secrets'), 'stack');
const declared = production.services
  .filter((service) => service.locations.includes('use1'))
  .flatMap((service) => service.secrets.map((secret) => ({ service, secret, id: `${service.name}-${secret.name}` })));

describe('AwsSecretsStack', () => {
  it('has a place, a policy and a reminder for every declared secret, and no value', () => {
    expect(resourceCounts(stack)).toMatchObject({
      aws_scheduler_schedule: declared.length,
      aws_secretsmanager_secret: declared.length,
      aws_secretsmanager_secret_policy: declared.length,
    });
    expect(Object.keys(stack.resource).filter((type) => /secret_version|random_/.test(type))).toEqual([]);
  });

  it('encrypts with the key of the location that the cluster makes', () => {
    const cluster = found(stacks.get('production-use1-cluster'), 'cluster');
    const alias = String(resourceOf(cluster, 'aws_kms_alias', 'secrets-key-alias')['name']);
    for (const secret of Object.values(resourcesOf(stack, 'aws_secretsmanager_secret')))
      expect(secret['kms_key_id']).toBe(`arn:aws:kms:us-east-1:111111111111:${alias}`);
  });

  it.each(declared)('keeps $id under the name that its service reads', ({ service, secret, id }) => {
    expect(resourceOf(stack, 'aws_secretsmanager_secret', id)).toMatchObject({
      name: secret.remoteKeys['use1'],
      recovery_window_in_days: 30,
      tags: { 'rotate-days': String(secret.rotateDays), service: service.name, team: service.metadata.owner },
    });
    expect(statementsOf(resourceOf(stack, 'aws_secretsmanager_secret_policy', `${id}-policy`)['policy'])).toMatchObject(
      [{ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111111111111' } } }],
    );
  });

  it.each(declared)('reminds of $id when it is due, and says whose it is', ({ service, secret, id }) => {
    const schedule = resourceOf(stack, 'aws_scheduler_schedule', `rotation-${id}`);
    expect(schedule['schedule_expression']).toBe(`rate(${secret.rotateDays} days)`);
    const { input } = schedule['target'] as { input: string };
    expect(JSON.parse(input)).toMatchObject({ owner: service.metadata.owner, secret: secret.remoteKeys['use1'] });
  });

  it('tells whoever is on call', () => {
    expect(resourceOf(stack, 'aws_sns_topic_subscription', 'rotation-on-call')).toMatchObject({
      endpoint: production.environment.edge?.notify,
      protocol: 'email',
    });
  });
});
