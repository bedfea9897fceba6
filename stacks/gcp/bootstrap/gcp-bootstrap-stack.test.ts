import { describe, expect, it } from 'vitest';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';
import { CI_ROLES, GRANTED_ROLES } from './ci-roles.js';
import { PROJECT_SERVICES } from './project-services.js';

const production = platformOf('production');
const stacks = synthesized([production]);
const usc1 = found(stacks.get('production-usc1-bootstrap'), 'usc1');

describe('GcpBootstrapStack', () => {
  it('holds the APIs, one bucket of states and two identities of CI', () => {
    expect(resourceCounts(usc1)).toEqual({
      google_iam_workload_identity_pool: 1,
      google_iam_workload_identity_pool_provider: 1,
      google_kms_crypto_key: 1,
      google_kms_crypto_key_iam_member: 1,
      google_kms_key_ring: 1,
      google_project_iam_custom_role: 1,
      google_project_iam_member: CI_ROLES.plan.length + CI_ROLES.deploy.length + 1,
      google_project_service: PROJECT_SERVICES.length,
      google_service_account: 2,
      google_service_account_iam_member: 2,
      google_storage_bucket: 1,
      google_storage_bucket_iam_member: 2,
    });
  });

  it('keeps every version of the states in the region, closed and under its own key', () => {
    expect(resourceOf(usc1, 'google_storage_bucket', 'states')).toMatchObject({
      name: 'finflow-production-usc1-state',
      location: 'us-central1',
      public_access_prevention: 'enforced',
      uniform_bucket_level_access: true,
      versioning: { enabled: true },
      encryption: { default_kms_key_name: '${google_kms_crypto_key.states-key.id}' },
      lifecycle: { prevent_destroy: true },
    });
  });

  it.each(['plan', 'deploy'])('lets only the jobs of its own deployment environment be %s', (purpose) => {
    expect(resourceOf(usc1, 'google_service_account_iam_member', `ci-${purpose}-jobs`)['member']).toBe(
      `principal://iam.googleapis.com/\${google_iam_workload_identity_pool.ci.name}/subject/repo:finflow/platform:environment:production-usc1-${purpose}`,
    );
    expect(resourceOf(usc1, 'google_iam_workload_identity_pool_provider', 'ci-tokens')).toMatchObject({
      attribute_condition: "attribute.repository == 'finflow/platform'",
    });
  });

  it('owns nothing and takes on no account', () => {
    const roles = Object.values(resourcesOf(usc1, 'google_project_iam_member')).map(({ role }) => String(role));
    expect(
      roles.filter((role) => /owner|editor|serviceAccountTokenCreator|serviceAccountUser|projectIamAdmin/.test(role)),
    ).toEqual([]);
  });

  it('hands on exactly the roles that the stacks of Google Cloud locations grant', () => {
    const granted = [...stacks]
      .filter(([name]) => !name.endsWith('-bootstrap'))
      .flatMap(([, { resource }]) => Object.values(resource['google_project_iam_member'] ?? {}))
      .map(({ role }) => String(role));
    const predefined = [...new Set(granted.filter((role) => role.startsWith('roles/')))].sort();
    expect(predefined).toEqual(GRANTED_ROLES.map((role) => `roles/${role}`));
    const { expression } = resourceOf(usc1, 'google_project_iam_member', 'ci-deploy-grants')['condition'] as {
      readonly expression: string;
    };
    for (const role of predefined) expect(expression).toContain(`"${role}"`);
  });
});
