import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { noLiteralSecrets } from './no-literal-secrets.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });
const database = (password: string) => ({
  stacks: { 'example-use1-data': { resource: { aws_db_instance: { main: { username: 'app', password } } } } },
});

describe('SEC-001 no literal secrets', () => {
  it('passes references, paths and digests', () => {
    expect(outcomesOf(noLiteralSecrets, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('finds values by name, by shape and by kind, and repeats none of them', () => {
    const messages = messagesOf(noLiteralSecrets, manifests('bad.yaml'));
    expect(messages).toEqual([
      'data.aws.ini holds an AWS access key',
      'data.session holds a value that looks generated',
      'spec.template.spec.containers.0.env.0.value holds a value for DATABASE_PASSWORD',
      'spec.template.spec.containers.0.env.1.value holds a password inside a URL',
      'data.password holds the data of a Secret',
    ]);
    expect(messages.join()).not.toMatch(/hunter2|changeme|AKIA/);
  });

  it('reads Terraform resources and provider blocks too', () => {
    expect(messagesOf(noLiteralSecrets, database('hunter2'))).toEqual(['password holds a value for password']);
    expect(outcomesOf(noLiteralSecrets, database('${random_password.main.result}'))).toEqual(['pass', 'pass']);
    const provider = {
      provider: { aws: [{ region: 'us-east-1', secret_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }] },
    };
    expect(messagesOf(noLiteralSecrets, { stacks: { 'example-use1-network': provider } })).toEqual([
      'aws.0.secret_key holds a value for secret_key',
    ]);
  });

  it('is not applicable to nothing', () => {
    expect(outcomesOf(noLiteralSecrets, {})).toEqual(['not-applicable']);
  });
});
