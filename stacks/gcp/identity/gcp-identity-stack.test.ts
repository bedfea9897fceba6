import { describe, expect, it } from 'vitest';
import { archivingInBoth } from '../../../services/definition/archive-readers.js';
import {
  awsLocation,
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const stacks = synthesized([production]);
const usc1 = found(stacks.get('production-usc1-identity'), 'usc1');
const READERS = ['use1', 'usw2'];
const readersOfEach = READERS.map((reader) => ({
  reader,
  account: awsLocation(production, reader).account,
  services: archivingInBoth(production.services, 'usc1', reader),
}));

describe('GcpIdentityStack', () => {
  it('has a pool for every AWS location that takes over or gets books back, and two grants for each service', () => {
    const services = readersOfEach.reduce((sum, each) => sum + each.services.length, 0);
    expect(services).toBeGreaterThan(0);
    expect(resourceCounts(usc1)).toEqual({
      google_iam_workload_identity_pool: 2,
      google_iam_workload_identity_pool_provider: 2,
      google_storage_bucket_iam_member: 2 * services,
    });
  });

  it.each(readersOfEach)('believes of $reader the roles of its services only', ({ reader, account, services }) => {
    const roles = services.map(({ derived }) => `'${found(derived.cloudIdentity[reader], reader)}'`);
    expect(resourceOf(usc1, 'google_iam_workload_identity_pool_provider', `account-${reader}`)).toMatchObject({
      aws: { account_id: account },
      attribute_condition: `attribute.aws_role in [${roles.join(', ')}]`,
      attribute_mapping: { 'attribute.aws_role': "assertion.arn.extract('assumed-role/{role}/')" },
    });
  });

  it('lets each role read the folder of its own service', () => {
    for (const grant of Object.values(resourcesOf(usc1, 'google_storage_bucket_iam_member'))) {
      const { expression } = grant['condition'] as { readonly expression: string };
      const [, role = ''] = /attribute\.aws_role\/([\w-]+)$/.exec(String(grant['member'])) ?? [];
      const owner = production.services.find(({ derived }) => Object.values(derived.cloudIdentity).includes(role));
      expect(grant['role']).toBe('roles/storage.objectViewer');
      expect(expression).toContain(`/objects/${found(owner, role).name}/")`);
    }
  });

  it('knows no account of another jurisdiction', () => {
    const euw4 = found(stacks.get('production-euw4-identity'), 'euw4');
    expect(Object.keys(resourcesOf(euw4, 'google_iam_workload_identity_pool'))).toEqual(['pool-euc1']);
  });
});
