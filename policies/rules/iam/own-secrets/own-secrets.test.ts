import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { ownSecrets } from './own-secrets.js';

const whole = exampleIntent();
const [payments] = whole.services;
const KEYS = { use1: 'finflow/example/use1/payments/database', usc1: 'finflow-example-usc1-payments-database' };
const placedIn = (location: string, secrets = true) => ({
  ...whole,
  services: [payments!].map((service) => ({
    ...service,
    locations: [location],
    secrets: secrets ? service.secrets.map((secret) => ({ ...secret, remoteKeys: KEYS })) : [],
  })),
});
const arn = (secret: string): string => `arn:aws:secretsmanager:us-east-1:111111111111:secret:${secret}`;

const aws = (...resources: string[]) => ({
  intent: placedIn('use1'),
  stacks: {
    'example-use1-cluster': {
      resource: {
        aws_iam_role: { payments: { name: 'e-use1-payments' } },
        aws_iam_role_policy: {
          payments: {
            role: '${aws_iam_role.payments.name}',
            policy: JSON.stringify({
              Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: resources }],
            }),
          },
        },
      },
    },
  },
});

const gcp = (condition: object) => ({
  intent: placedIn('usc1'),
  stacks: {
    'example-usc1-cluster': {
      resource: {
        google_service_account: { payments: { account_id: 'e-usc1-payments' } },
        google_project_iam_member: {
          payments: {
            member: '${google_service_account.payments.member}',
            role: 'roles/secretmanager.secretAccessor',
            ...condition,
          },
        },
      },
    },
  },
});
const startsWith = (secret: string): string =>
  `resource.name.startsWith("projects/\${data.google_project.project.number}/secrets/${secret}/versions/")`;

describe('IAM-007 own secrets', () => {
  it('passes exactly the declared secrets', () => {
    expect(outcomesOf(ownSecrets, aws(`${arn(KEYS.use1)}-??????`))).toEqual(['pass']);
    expect(outcomesOf(ownSecrets, gcp({ condition: { expression: startsWith(KEYS.usc1) } }))).toEqual(['pass']);
  });

  it('fails a prefix, a neighbour’s secret and a missing one on AWS', () => {
    expect(messagesOf(ownSecrets, aws(arn('finflow/example/use1/*')))[0]).toContain('may read');
    expect(
      messagesOf(ownSecrets, aws(`${arn(KEYS.use1)}-??????`, `${arn('finflow/x/fraud/database')}-??????`)),
    ).toEqual(['e-use1-payments may read finflow/x/fraud/database, which its service does not declare']);
    expect(outcomesOf(ownSecrets, { intent: placedIn('use1') })).toEqual(['fail']);
  });

  it('fails a grant without a condition and one with a wider clause on Google Cloud', () => {
    expect(messagesOf(ownSecrets, gcp({}))).toEqual(['e-usc1-payments may read every secret of the project']);
    const wider = `${startsWith(KEYS.usc1)} || resource.name.startsWith("projects/1/secrets/")`;
    expect(outcomesOf(ownSecrets, gcp({ condition: { expression: wider } }))).toEqual(['fail']);
  });

  it('does not guess a policy that is only known later', () => {
    const artifacts = aws(`${arn(KEYS.use1)}-??????`);
    artifacts.stacks['example-use1-cluster'].resource.aws_iam_role_policy.payments.policy = '${var.policy}';
    expect(outcomesOf(ownSecrets, artifacts)).not.toEqual(['pass']);
  });

  it('is not applicable without secrets', () => {
    expect(outcomesOf(ownSecrets, { intent: placedIn('use1', false) })).toEqual(['not-applicable']);
  });
});
