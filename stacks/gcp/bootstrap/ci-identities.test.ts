import { describe, expect, it } from 'vitest';
import {
  found,
  platformOf,
  platforms,
  resourceOf,
  resourcesOf,
  synthesized,
  type TerraformJson,
} from '../../testing/synthesized-stacks.js';
import {
  BUCKET_PERMISSIONS,
  GRANT_PERMISSIONS,
  DEPLOY_PERMISSIONS,
  DEPLOY_ROLES,
  GRANTABLE_ROLES,
  PLAN_PERMISSIONS,
  PLAN_ROLES,
  USABLE_ROLES,
  USE_PERMISSIONS,
} from './ci-roles.js';
import { type Api, APIS } from './enabled-apis.js';

const stacks = synthesized(platforms);
const bootstraps = [...stacks].filter(([name, { provider }]) => name.endsWith('-bootstrap') && provider['google']);
const usc1 = found(stacks.get('production-usc1-bootstrap'), 'stack');

/** Layers that people apply: who may enter, and what entering allows. */
const BY_PEOPLE = ['bootstrap', 'identity', 'people'];

describe.each(bootstraps)('%s', (name, stack) => {
  const scope = name.replace(/-bootstrap$/, '');
  const subject = (purpose: string): string => `repo:finflow/platform:environment:${scope}-${purpose}`;

  it('believes two kinds of jobs of one repository, and changes from the main branch only', () => {
    expect(resourceOf(stack, 'google_iam_workload_identity_pool_provider', 'ci-tokens')).toMatchObject({
      oidc: { issuer_uri: 'https://token.actions.githubusercontent.com' },
      attribute_mapping: { 'google.subject': 'assertion.sub' },
      attribute_condition:
        `assertion.repository == 'finflow/platform' && (assertion.sub == '${subject('plan')}'` +
        ` || (assertion.sub == '${subject('deploy')}' && assertion.ref == 'refs/heads/main'))`,
    });
  });

  it.each(['plan', 'deploy'])('lets one subject be the account of a %s', (purpose) => {
    const account = resourceOf(stack, 'google_service_account', `ci-${purpose}`)['account_id'];
    expect(account).toBe(`ci-${purpose}`);
    expect(String(account).length).toBeLessThanOrEqual(30);
    const users = Object.values(resourcesOf(stack, 'google_service_account_iam_member')).filter(
      ({ service_account_id: id }) => id === `\${google_service_account.ci-${purpose}.name}`,
    );
    expect(users).toMatchObject([{ role: 'roles/iam.workloadIdentityUser' }]);
    expect(String(users[0]?.['member']).endsWith(`/subject/${subject(purpose)}`)).toBe(true);
    // Longest that Google takes as a subject.
    expect(subject(purpose).length).toBeLessThanOrEqual(127);
  });
});

describe('what CI may do', () => {
  const grantsOf = (purpose: string) =>
    Object.values(resourcesOf(usc1, 'google_project_iam_member')).filter(
      ({ member }) => member === `\${google_service_account.ci-${purpose}.member}`,
    );

  it('is to look, for a plan', () => {
    const unconditional = grantsOf('plan').filter(({ condition }) => condition === undefined);
    expect(unconditional.map(({ role }) => role).sort()).toEqual(
      ['${google_project_iam_custom_role.ci-plan-role.name}', ...PLAN_ROLES].sort(),
    );
    for (const role of PLAN_ROLES) expect(role).toMatch(/[vV]iewer$|Reviewer$|browser$|reader$|auditor$/);
    for (const permission of PLAN_PERMISSIONS) expect(permission).toMatch(/\.(get|getIamPolicy|list)$/);
  });

  it('holds no basic role and no contents', () => {
    const roles = [...PLAN_ROLES, ...DEPLOY_ROLES].map(String);
    expect(roles.filter((role) => /^roles\/(owner|editor|viewer)$/.test(role))).toEqual([]);
    expect(
      roles.filter((role) => /secretmanager\.(admin|secretAccessor)|storage\.|container\.(admin|developer)/.test(role)),
    ).toEqual([]);
    const permissions = [...PLAN_PERMISSIONS, ...DEPLOY_PERMISSIONS, ...BUCKET_PERMISSIONS, ...GRANT_PERMISSIONS].map(
      String,
    );
    expect(permissions.filter((permission) => /objects|versions\.|useTo|getAccessToken/.test(permission))).toEqual([]);
  });

  it('reads and writes of all secrets those that Terraform itself makes', () => {
    const handling = [...grantsOf('plan'), ...grantsOf('deploy')].filter(({ role }) =>
      /secretmanager\.secret(Accessor|VersionManager)$/.test(String(role)),
    );
    const kafka = platformOf('production').services.filter(({ secrets }) =>
      secrets.some(({ env }) => env === 'KAFKA_CREDENTIALS'),
    );
    expect(handling).toHaveLength(3 * kafka.length);
    for (const { condition } of handling)
      expect((condition as { expression: string }).expression).toMatch(
        /^resource\.name == "(projects\/\S+\/secrets\/finflow-production-usc1-[a-z]+-kafka)" \|\| resource\.name\.startsWith\("\1\/versions\/"\)$/,
      );
  });

  it('leaves the buckets of states alone', () => {
    const condition = resourceOf(usc1, 'google_project_iam_member', 'ci-deploy-may-buckets')['condition'];
    expect(condition).toMatchObject({
      expression: 'resource.name != "projects/_/buckets/finflow-production-usc1-state"',
    });
    const binding = resourceOf(usc1, 'google_project_iam_member', 'ci-deploy-may-grants')['condition'];
    expect((binding as { expression: string }).expression).toMatch(
      / && resource\.name != "projects\/_\/buckets\/finflow-production-usc1-state"$/,
    );
  });

  it('gives away the roles that stacks grant, and no other', () => {
    const bindings = [
      'google_project_iam_member',
      'google_privateca_ca_pool_iam_member',
      'google_storage_bucket_iam_member',
    ];
    const granted = bindings
      .flatMap((type) => ofLocation(type))
      // Its bucket lies in the archive project, whose owner lets CI in.
      .filter(({ bucket }) => bucket !== '${google_storage_bucket.archive.name}')
      .map(({ role }) => String(role));
    const inBothDrivers = [...granted, 'roles/managedkafka.client'];
    expect([...new Set(inBothDrivers)].sort()).toEqual([...GRANTABLE_ROLES].sort());
    expect(GRANTABLE_ROLES.length).toBeLessThanOrEqual(10);
    const { expression } = resourceOf(usc1, 'google_project_iam_member', 'ci-deploy-may-grants')['condition'] as {
      readonly expression: string;
    };
    expect([...expression.matchAll(/"(roles\/[\w.]+)"/g)].map(([, role]) => role)).toEqual([...GRANTABLE_ROLES]);
  });

  it('lets accounts, keys and topics be used by the roles that stacks bind there', () => {
    const types = [
      'google_kms_crypto_key_iam_member',
      'google_pubsub_topic_iam_member',
      'google_service_account_iam_member',
    ];
    const bound = types.flatMap((type) => ofLocation(type)).map(({ role }) => String(role));
    expect([...new Set(bound)].sort()).toEqual([...USABLE_ROLES]);
  });

  it.each(bootstraps)('holds nothing in %s by which it would rewrite access, unless under a condition', (_, stack) => {
    const roles = resourcesOf(stack, 'google_project_iam_custom_role');
    const held = Object.values(resourcesOf(stack, 'google_project_iam_member')).filter(
      ({ member, condition }) => condition === undefined && String(member).includes('google_service_account.ci-'),
    );
    const permissionsOf = (role: string): readonly string[] => {
      const [, id] = /^\$\{google_project_iam_custom_role\.([\w-]+)\.name\}$/.exec(role) ?? [];
      return id === undefined ? (REWRITES[role] ?? []) : (found(roles[id], id)['permissions'] as string[]);
    };
    expect(held.length).toBeGreaterThan(0);
    expect(held.flatMap(({ role }) => permissionsOf(String(role))).filter((one) => DANGEROUS.test(one))).toEqual([]);
  });

  it('knows the API and the permission of every resource of the location', () => {
    const unknown = locationStacks()
      .flatMap(({ resource }) => Object.keys(resource))
      .filter((type) => type.startsWith('google_') && permittedBy(type) === undefined);
    expect([...new Set(unknown)]).toEqual([]);
  });
});

/** Whoever has one of these without a condition decides who has access. */
const DANGEROUS =
  /setIamPolicy$|^iam\.serviceAccounts\.(actAs|getAccessToken|getOpenIdToken|signBlob|signJwt|implicitDelegation)$|^iam\.serviceAccountKeys\.create$|^iam\.workloadIdentityPool\w*\.(create|update|delete)$|^iam\.roles\.(create|update)$/;

/** What Google's administrator roles carry of that, as far as it matters here; from memory, not from Google's list. */
const REWRITES: Readonly<Record<string, readonly string[]>> = {
  'roles/cloudkms.admin': ['cloudkms.cryptoKeys.setIamPolicy'],
  'roles/iam.roleAdmin': ['iam.roles.create', 'iam.roles.update'],
  'roles/iam.securityAdmin': ['resourcemanager.projects.setIamPolicy'],
  'roles/iam.serviceAccountAdmin': ['iam.serviceAccounts.setIamPolicy'],
  'roles/iam.serviceAccountKeyAdmin': ['iam.serviceAccountKeys.create'],
  'roles/iam.serviceAccountTokenCreator': ['iam.serviceAccounts.getAccessToken'],
  'roles/iam.serviceAccountUser': ['iam.serviceAccounts.actAs'],
  'roles/iam.workloadIdentityPoolAdmin': ['iam.workloadIdentityPoolProviders.update'],
  'roles/owner': ['resourcemanager.projects.setIamPolicy'],
  'roles/privateca.admin': ['privateca.caPools.setIamPolicy'],
  'roles/pubsub.admin': ['pubsub.topics.setIamPolicy'],
  'roles/resourcemanager.projectIamAdmin': ['resourcemanager.projects.setIamPolicy'],
  'roles/secretmanager.admin': ['secretmanager.secrets.setIamPolicy'],
  'roles/storage.admin': ['storage.buckets.setIamPolicy'],
};

/** Prefix of a resource type → the API it belongs to, and what lets a deployment change it. */
const PERMITTED: readonly (readonly [RegExp, Api, string])[] = [
  [/^google_binary_authorization_attestor/, 'binaryauthorization', 'roles/binaryauthorization.attestorsAdmin'],
  [/^google_binary_authorization_policy/, 'binaryauthorization', 'roles/binaryauthorization.policyEditor'],
  [/^google_cloud_quotas_/, 'cloudquotas', 'roles/cloudquotas.admin'],
  [/^google_compute_reservation/, 'compute', 'compute.reservations.create'],
  [/^google_compute_(firewall|security)/, 'compute', 'roles/compute.securityAdmin'],
  [/^google_compute_/, 'compute', 'roles/compute.networkAdmin'],
  [/^google_container_analysis_/, 'containeranalysis', 'roles/containeranalysis.notes.editor'],
  [/^google_container_/, 'container', 'roles/container.clusterAdmin'],
  [/^google_dns_/, 'dns', 'roles/dns.admin'],
  [/^google_gke_backup_/, 'gkebackup', 'roles/gkebackup.backupAdmin'],
  [/^google_kms_.*_iam_/, 'cloudkms', 'cloudkms.cryptoKeys.setIamPolicy'],
  [/^google_kms_/, 'cloudkms', 'cloudkms.cryptoKeys.create'],
  [/^google_logging_/, 'logging', 'roles/logging.configWriter'],
  [/^google_managed_kafka_/, 'managedkafka', 'roles/managedkafka.admin'],
  [/^google_memorystore_/, 'memorystore', 'roles/memorystore.admin'],
  [/^google_monitoring_/, 'monitoring', 'roles/monitoring.editor'],
  [/^google_network_connectivity_/, 'networkconnectivity', 'roles/networkconnectivity.consumerNetworkAdmin'],
  [/^google_privateca_.*_iam_/, 'privateca', 'privateca.caPools.setIamPolicy'],
  [/^google_privateca_/, 'privateca', 'roles/privateca.caManager'],
  [/^google_pubsub_topic_iam_/, 'pubsub', 'pubsub.topics.setIamPolicy'],
  [/^google_pubsub_topic$/, 'pubsub', 'pubsub.topics.create'],
  [/^google_pubsub_subscription$/, 'pubsub', 'pubsub.subscriptions.create'],
  [/^google_scc_/, 'securitycenter', 'roles/securitycenter.notificationConfigEditor'],
  [/^google_secret_manager_secret$/, 'secretmanager', 'secretmanager.secrets.create'],
  [/^google_service_account_iam_/, 'iam', 'iam.serviceAccounts.setIamPolicy'],
  [/^google_service_account$/, 'iam', 'iam.serviceAccounts.create'],
  [/^google_storage_bucket_iam_/, 'storage', 'storage.buckets.setIamPolicy'],
  [/^google_storage_bucket/, 'storage', 'storage.buckets.create'],
  // By grants of their own: the limited project administrator, and the values that Terraform makes.
  [/^google_project_iam_(member|audit_config)$/, 'cloudresourcemanager', ''],
  [/^google_secret_manager_secret_version$/, 'secretmanager', ''],
  // Belongs to the billing account, whose owner lets CI in.
  [/^google_billing_budget$/, 'billingbudgets', ''],
];

function permittedBy(type: string): string | undefined {
  const [, api, by] = PERMITTED.find(([pattern]) => pattern.test(type)) ?? [];
  const known: readonly string[] = [
    '',
    ...DEPLOY_ROLES,
    ...DEPLOY_PERMISSIONS,
    ...BUCKET_PERMISSIONS,
    ...GRANT_PERMISSIONS,
    ...USE_PERMISSIONS,
  ];
  return api !== undefined && APIS.includes(api) && by !== undefined && known.includes(by) ? by : undefined;
}

function locationStacks(): TerraformJson[] {
  return platformOf('production')
    .stacks.filter(({ scope, layer }) => scope === 'usc1' && !BY_PEOPLE.includes(layer))
    .map(({ name }) => found(stacks.get(name), name));
}

function ofLocation(type: string): Readonly<Record<string, unknown>>[] {
  return locationStacks().flatMap(({ resource }) => Object.values(resource[type] ?? {}));
}
