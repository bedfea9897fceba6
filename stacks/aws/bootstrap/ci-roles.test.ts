import { describe, expect, it } from 'vitest';
import { listed, statementsOf } from '../../testing/policy-statements.js';
import {
  found,
  platformOf,
  platforms,
  resourceOf,
  resourcesOf,
  synthesized,
  type TerraformJson,
} from '../../testing/synthesized-stacks.js';
import { deployPolicies } from './deploy-policies.js';

const stacks = synthesized(platforms);
const bootstraps = [...stacks].filter(([name]) => name.endsWith('-bootstrap') && stacks.get(name)?.provider['aws']);
const use1 = found(stacks.get('production-use1-bootstrap'), 'stack');

/** AWS's limit for the text of one managed policy, white space aside. */
const MANAGED_POLICY_CHARACTERS = 6144;
/** AWS's default quota of managed policies on one role. */
const POLICIES_PER_ROLE = 10;

describe.each(bootstraps)('%s', (name, stack) => {
  const scope = name.replace(/-bootstrap$/, '');

  it.each(['plan', 'deploy'] as const)('lets only jobs of its own deployment environment %s', (purpose) => {
    const [trust, ...others] = statementsOf(resourceOf(stack, 'aws_iam_role', `ci-${purpose}`)['assume_role_policy']);
    expect(others).toEqual([]);
    expect(trust).toMatchObject({
      Principal: { Federated: '${aws_iam_openid_connect_provider.ci.arn}' },
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': `repo:finflow/platform:environment:${scope}-${purpose}`,
        },
      },
    });
  });

  it('lets a plan read configurations and no contents', () => {
    expect(attachedTo(stack, 'ci-plan')).toEqual([
      'arn:aws:iam::aws:policy/SecurityAudit',
      'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
    ]);
  });

  it('keeps within the limits of AWS', () => {
    const policies = Object.values(resourcesOf(stack, 'aws_iam_policy'));
    for (const { policy } of policies) expect(String(policy).length).toBeLessThanOrEqual(MANAGED_POLICY_CHARACTERS);
    expect(attachedTo(stack, 'ci-deploy').length).toBe(policies.length + 2);
    expect(policies.length + 2).toBeLessThanOrEqual(POLICIES_PER_ROLE);
  });
});

describe('the values that CI handles', () => {
  it.each([
    ['plan', ['secretsmanager:GetSecretValue']],
    ['deploy', expect.arrayContaining(['secretsmanager:PutSecretValue'])],
  ])('are, in a %s, those of links and of Kafka', (purpose, actions) => {
    const [values, decrypt] = statementsOf(
      resourceOf(use1, 'aws_iam_role_policy', `${purpose}-stated-secrets`)['policy'],
    );
    const names = listed(values?.Resource).map((arn) => arn.split(':secret:finflow/production/use1/')[1]);
    expect(values?.Action).toEqual(actions);
    expect(names).toEqual([
      'links/*',
      'auth/kafka-??????',
      'fraud/kafka-??????',
      'ledger/kafka-??????',
      'notification/kafka-??????',
    ]);
    expect(decrypt?.Condition?.['ArnLike']?.['kms:EncryptionContext:SecretARN']).toEqual(values?.Resource);
  });
});

describe('what CI may enter', () => {
  const elsewhere = production().flatMap(({ provider }) =>
    (provider['aws'] ?? []).flatMap((settings) =>
      (Array.isArray(settings['assume_role']) ? settings['assume_role'] : []).map(
        ({ role_arn }: { readonly role_arn: string }) => role_arn,
      ),
    ),
  );

  it.each(['plan', 'deploy'])('%s takes on exactly the roles that the stacks of the location name', (purpose) => {
    const [enter] = statementsOf(resourceOf(use1, 'aws_iam_role_policy', `${purpose}-other-accounts`)['policy']);
    expect(enter?.Action).toBe('sts:AssumeRole');
    expect([...listed(enter?.Resource)].sort()).toEqual([...new Set(elsewhere)].sort());
    expect(elsewhere.length).toBeGreaterThan(2);
  });

  function production(): TerraformJson[] {
    return [...stacks].flatMap(([name, stack]) => (/^production-use1-/.test(name) ? [stack] : []));
  }
});

describe('what a deployment may change', () => {
  const production = platformOf('production');
  const statements = Object.values(resourcesOf(use1, 'aws_iam_policy')).flatMap(({ policy }) => statementsOf(policy));
  const actions = statements.flatMap(({ Action }) => listed(Action));

  it('lies in the region, except for identities, which have the names of the location', () => {
    for (const { Sid, Action, Resource, Condition } of statements) {
      const regional = Condition?.['StringEquals']?.['aws:RequestedRegion'] === 'us-east-1';
      expect(regional || listed(Action).every((action) => action.startsWith('iam:')), Sid).toBe(true);
      if (!regional) for (const arn of listed(Resource)) expect(arn).toMatch(/^arn:aws:iam::111111111111:[\w-]+\/.+/);
    }
  });

  it('holds neither contents, nor users, nor its own trust', () => {
    const forbidden =
      /GetSecretValue|PutSecretValue|s3:GetObject|AccessKey|iam:CreateUser|LoginProfile|AddUserToGroup|\*/;
    expect(actions.filter((action) => forbidden.test(action))).toEqual([]);
    const roles = statements.filter(({ Action }) => listed(Action).includes('iam:UpdateAssumeRolePolicy'));
    const changeable = roles.flatMap(({ Resource }) => listed(Resource)).map((arn) => arn.split('/')[1] ?? '');
    for (const name of ['ci-production-use1-plan', 'ci-production-use1-deploy'])
      expect(changeable.filter((pattern) => name.startsWith(pattern.replace('*', '')))).toEqual([]);
  });

  it('covers the roles of every stack of the location', () => {
    const named = production.stacks
      .filter((stack) => stack.scope === 'use1' && stack.layer !== 'bootstrap')
      .flatMap((stack) => Object.values(found(stacks.get(stack.name), stack.name).resource['aws_iam_role'] ?? {}))
      .map(({ name }) => String(name));
    const patterns = found(
      deployPolicies(production, location('use1')).find(({ name }) => name === 'identities'),
      'identities',
    ).statements.flatMap(({ Resource }) => listed(Resource));
    expect(named.length).toBeGreaterThan(5);
    for (const role of named)
      expect(
        patterns.some((arn) => role.startsWith(arn.split(':role/')[1]?.replace('*', '') ?? '-')),
        role,
      ).toBe(true);
  });

  it('names the service of every resource of the location in its own account', () => {
    const types = production.stacks
      .filter((stack) => stack.scope === 'use1')
      .flatMap((stack) => Object.entries(found(stacks.get(stack.name), stack.name).resource))
      .filter(([, named]) => Object.values(named).some(({ provider }) => provider === undefined))
      .flatMap(([type]) => (type.startsWith('aws_') ? [type] : []));
    const services = new Set(actions.map((action) => action.split(':')[0]));
    const unknown = [...new Set(types)].filter((type) => !services.has(serviceOf(type)));
    expect(unknown).toEqual([]);
  });

  function location(name: string) {
    const own = production.locations.find((candidate) => candidate.name === name);
    if (own?.cloud !== 'aws') throw new RangeError(`${name} is no AWS location`);
    return own;
  }
});

/** Resource types whose name does not begin with the service that IAM knows. */
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/^acmpca_/, 'acm-pca'],
  [/^autoscaling_/, 'autoscaling'],
  [/^cloudwatch_event_/, 'events'],
  [/^cloudwatch_log_/, 'logs'],
  [
    /^(eks|elasticache|iam|kms|s3|scheduler|secretsmanager|sns|cloudtrail|config|guardduty|securityhub|backup)(_|$)/,
    '$1',
  ],
  [/^msk_/, 'kafka'],
  [/^(ce|route53|servicequotas)_/, '$1'],
  [/^budgets_/, 'budgets'],
  [/^accessanalyzer_/, 'access-analyzer'],
  [/^appautoscaling_/, 'application-autoscaling'],
  [
    /^(customer_gateway|default_|ebs_|ec2_|eip|flow_log|internet_gateway|launch_template|nat_|network_|route|security_group|subnet|vp[cn])/,
    'ec2',
  ],
];

function serviceOf(type: string): string {
  const name = type.replace(/^aws_/, '');
  const known = SERVICES.find(([candidate]) => candidate.test(name));
  if (known === undefined) return `nobody said which service ${type} belongs to`;
  const [pattern, service] = known;
  return service === '$1' ? (pattern.exec(name)?.[1] ?? '') : service;
}

function attachedTo(stack: TerraformJson, role: string): string[] {
  return Object.values(resourcesOf(stack, 'aws_iam_role_policy_attachment'))
    .filter((attachment) => attachment['role'] === `\${aws_iam_role.${role}.name}`)
    .map(({ policy_arn }) => String(policy_arn))
    .sort();
}
