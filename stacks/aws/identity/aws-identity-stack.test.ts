import { describe, expect, it } from 'vitest';
import { archivingInBoth } from '../../../services/definition/archive-readers.js';
import { listed, statementsOf } from '../../testing/policy-statements.js';
import { found, platformOf, resourceCounts, resourceOf, synthesized } from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const stacks = synthesized([production]);
const use1 = found(stacks.get('production-use1-identity'), 'use1');
const services = archivingInBoth(production.services, 'use1', 'usc1');
const ISSUER =
  'container.googleapis.com/v1/projects/finflow-production-usc1/locations/us-central1/clusters/finflow-production-usc1';

describe('AwsIdentityStack', () => {
  it('believes the cluster of the standby, for the services with a database in both locations and no others', () => {
    expect(services.length).toBeGreaterThan(0);
    expect(resourceCounts(use1)).toEqual({
      aws_iam_openid_connect_provider: 1,
      aws_iam_role: services.length,
      aws_iam_role_policy: services.length,
    });
    expect(resourceOf(use1, 'aws_iam_openid_connect_provider', 'issuer-usc1')).toMatchObject({
      url: `https://${ISSUER}`,
      client_id_list: ['sts.amazonaws.com'],
    });
    const without = production.services.map((service) => ({ ...service, data: { ...service.data, postgres: null } }));
    expect(archivingInBoth(without, 'use1', 'usc1')).toEqual([]);
  });

  it.each(services)('pins subject and audience of $name, and lets it read its own folder only', ({ name, derived }) => {
    const [trust] = statementsOf(resourceOf(use1, 'aws_iam_role', `${name}-from-usc1`)['assume_role_policy']);
    expect(trust).toMatchObject({
      Principal: { Federated: '${aws_iam_openid_connect_provider.issuer-usc1.arn}' },
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: 'sts.amazonaws.com',
          [`${ISSUER}:sub`]: `system:serviceaccount:${derived.namespace}:${derived.serviceAccount}`,
        },
      },
    });
    const policy = statementsOf(resourceOf(use1, 'aws_iam_role_policy', `${name}-from-usc1-reads`)['policy']);
    const [list, read, decrypt] = policy;
    expect(list?.Condition).toEqual({ StringLike: { 's3:prefix': `${name}/*` } });
    expect(listed(read?.Resource)).toEqual([
      `arn:aws:s3:::finflow-production-use1-backups/${name}/*`,
      `arn:aws:s3:::finflow-production-use1-wal/${name}/*`,
    ]);
    expect(decrypt?.Action).toBe('kms:Decrypt');
    expect(
      policy.flatMap(({ Action }) => listed(Action)).filter((action) => /Put|Delete|Encrypt$/.test(action)),
    ).toEqual([]);
  });

  it('believes the cluster of the EU in the EU only', () => {
    const euc1 = found(stacks.get('production-euc1-identity'), 'euc1');
    expect(resourceOf(euc1, 'aws_iam_openid_connect_provider', 'issuer-euw4')['url']).toContain(
      'finflow-production-euw4',
    );
    for (const [name, { resource }] of stacks) {
      const issuers = Object.keys(resource['aws_iam_openid_connect_provider'] ?? {});
      if (name !== 'production-euc1-identity') expect(issuers).not.toContain('issuer-euw4');
    }
  });
});
