import { describe, expect, it } from 'vitest';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';
import { keptStates } from './kept-states.js';
import { APIS } from './enabled-apis.js';

const production = platformOf('production');
const stacks = synthesized([production]);
const usc1 = found(stacks.get('production-usc1-bootstrap'), 'usc1');
const location = found(
  production.locations.find(({ name }) => name === 'usc1'),
  'usc1',
);

describe('GcpBootstrapStack', () => {
  it('enables the APIs of the project and never takes one away', () => {
    expect(resourceCounts(usc1)['google_project_service']).toBe(APIS.length);
    for (const api of Object.values(resourcesOf(usc1, 'google_project_service')))
      expect(api).toMatchObject({ project: 'finflow-production-usc1', disable_on_destroy: false });
  });

  it('keeps the states of the location in the bucket that its backends name', () => {
    const bucket = resourceOf(usc1, 'google_storage_bucket', 'usc1-states');
    for (const { name } of production.stacks.filter(({ scope }) => scope === 'usc1'))
      expect(found(stacks.get(name), name).terraform.backend['gcs']?.['bucket']).toBe(bucket['name']);
    expect(bucket).toMatchObject({
      location: 'us-central1',
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      force_destroy: false,
      versioning: { enabled: true },
      soft_delete_policy: { retention_duration_seconds: 90 * 86_400 },
      encryption: { default_kms_key_name: '${google_kms_crypto_key.usc1-states-key.id}' },
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(usc1, 'google_kms_crypto_key', 'usc1-states-key')).toMatchObject({
      rotation_period: '7776000s',
      version_template: { protection_level: 'HSM' },
    });
  });

  it('keeps states of a jurisdiction only where they lie on Cloud Storage, and once', () => {
    if (location.cloud !== 'gcp') throw new RangeError('usc1 is in Google Cloud');
    expect(keptStates(production, location).map(({ scope }) => scope)).toEqual(['usc1']);
    const jurisdictions = production.jurisdictions.map((jurisdiction) => ({
      ...jurisdiction,
      state: { backend: 'gcs' as const, bucket: `finflow-production-${jurisdiction.name}-state` },
    }));
    const second = { ...location, name: 'use4' };
    const shared = { ...production, jurisdictions, locations: [...production.locations, second] };
    expect(keptStates(shared, location)).toEqual([
      { scope: 'usc1', state: location.state, folder: 'production/usc1' },
      { scope: 'us', state: jurisdictions[0]?.state, folder: 'production/us' },
    ]);
    expect(keptStates(shared, second).map(({ scope }) => scope)).toEqual(['use4']);
  });

  it.each([
    ['plan', 'roles/storage.objectViewer'],
    ['deploy', 'roles/storage.objectUser'],
  ])('lets a %s handle the states of its own location only', (purpose, role) => {
    const grant = resourceOf(usc1, 'google_storage_bucket_iam_member', `${purpose}-usc1-states`);
    expect(grant).toMatchObject({ role, member: `\${google_service_account.ci-${purpose}.member}` });
    expect((grant['condition'] as { expression: string }).expression).toContain(
      '"projects/_/buckets/finflow-production-usc1-state/objects/production/usc1/"',
    );
  });
});

describe('the guards of the project', () => {
  const ruleOf = (constraint: string): unknown =>
    (resourceOf(usc1, 'google_org_policy_policy', `guard-${constraint}`)['spec'] as { rules: unknown[] }).rules[0];

  it.each([
    ['iam-disableServiceAccountKeyCreation', { enforce: 'TRUE' }],
    ['compute-requireOsLogin', { enforce: 'TRUE' }],
    ['storage-publicAccessPrevention', { enforce: 'TRUE' }],
    ['compute-vmExternalIpAccess', { deny_all: 'TRUE' }],
    ['gcp-resourceLocations', { values: { allowed_values: ['in:us-central1-locations'] } }],
    ['iam-workloadIdentityPoolAwsAccounts', { values: { allowed_values: ['111111111111', '222222222222'] } }],
    [
      'iam-workloadIdentityPoolProviders',
      { values: { allowed_values: ['https://token.actions.githubusercontent.com', 'https://sts.amazonaws.com'] } },
    ],
  ])('%s', (constraint, rule) => {
    expect(ruleOf(constraint)).toEqual(rule);
  });

  it('believe every identity provider that a stack of the location makes, and no more', () => {
    const identity = found(stacks.get('production-usc1-identity'), 'identity');
    const accounts = Object.values(resourcesOf(identity, 'google_iam_workload_identity_pool_provider')).map(
      ({ aws }) => (aws as { account_id: string }).account_id,
    );
    expect(ruleOf('iam-workloadIdentityPoolAwsAccounts')).toEqual({ values: { allowed_values: accounts } });
  });

  it('carry the names that Google gives its policies', () => {
    for (const policy of Object.values(resourcesOf(usc1, 'google_org_policy_policy')))
      expect(policy).toMatchObject({
        name: expect.stringMatching(/^projects\/finflow-production-usc1\/policies\/[a-z]+\.\w+$/) as unknown,
        parent: 'projects/finflow-production-usc1',
      });
  });
});
