import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../testing/policy-statements.js';
import { found, platformOf, resourceOf, resourcesOf, synthesized } from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const stack = found(synthesized([production]).get('production-use1-cluster'), 'stack');
const placed = production.services.filter((service) => service.locations.includes('use1'));
const ARN = 'arn:aws:secretsmanager:us-east-1:111111111111:secret';

describe.each(placed)('the identity of $name', ({ name, derived, secrets }) => {
  const role = resourceOf(stack, 'aws_iam_role', `service-${name}`);
  const trust = statementsOf(role['assume_role_policy']);

  it('has the name that the service account refers to', () => {
    expect(role['name']).toBe(derived.cloudIdentity['use1']);
    expect(resourceOf(stack, 'aws_eks_pod_identity_association', `pod-identity-${name}`)).toMatchObject({
      namespace: derived.namespace,
      role_arn: `\${aws_iam_role.service-${name}.arn}`,
      service_account: derived.serviceAccount,
    });
  });

  it('is assumed by the pods of its service account in this cluster only', () => {
    expect(trust[0]?.Principal).toEqual({ Service: 'pods.eks.amazonaws.com' });
    expect(trust[0]?.Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:us-east-1:111111111111:cluster/finflow-production-use1' },
      StringEquals: {
        'aws:RequestTag/kubernetes-namespace': derived.namespace,
        'aws:RequestTag/kubernetes-service-account': derived.serviceAccount,
        'aws:SourceAccount': '111111111111',
      },
    });
  });

  it('pins audience and subject of tokens', () => {
    const pins = Object.entries(trust[1]?.Condition?.['StringEquals'] ?? {});
    expect(pins.map(([key, value]) => [key.split('}:')[1], value])).toEqual([
      ['aud', 'sts.amazonaws.com'],
      ['sub', `system:serviceaccount:${derived.namespace}:${derived.serviceAccount}`],
    ]);
  });

  it('reads its own secrets and decrypts nothing else', () => {
    const own = secrets.map((secret) => `${ARN}:${found(secret.remoteKeys['use1'], secret.name)}-??????`);
    const [read, decrypt] = statementsOf(resourceOf(stack, 'aws_iam_role_policy', `own-secrets-${name}`)['policy']);
    expect(read).toMatchObject({ Resource: own });
    expect(decrypt).toMatchObject({
      Action: 'kms:Decrypt',
      Condition: { ArnLike: { 'kms:EncryptionContext:SecretARN': own } },
      Resource: '${aws_kms_key.secrets-key.arn}',
    });
  });
});

describe('the key of the secrets', () => {
  it('names every role that may decrypt with it', () => {
    const key = resourceOf(stack, 'aws_kms_key', 'secrets-key');
    const readers = statementsOf(key['policy']).find((statement) => statement.Sid === 'ReadSecrets');
    expect(readers?.Principal).toEqual({ AWS: placed.map(({ name }) => `\${aws_iam_role.service-${name}.arn}`) });
    expect(Object.keys(resourcesOf(stack, 'aws_iam_role_policy'))).toHaveLength(placed.length);
  });
});
