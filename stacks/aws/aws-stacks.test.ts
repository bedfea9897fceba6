import { describe, expect, it } from 'vitest';
import { REDIS_PORT } from '../../services/definition/names.js';
import { PEER_PORTS } from '../../services/definition/peer-ports.js';
import { listed, statementsOf } from '../testing/policy-statements.js';
import { found, platforms, synthesized, type TerraformJson } from '../testing/synthesized-stacks.js';

const stacks = synthesized(platforms);
const locations = platforms.flatMap((platform) =>
  platform.locations.flatMap((location) => (location.cloud === 'aws' ? [{ platform, location }] : [])),
);
const awsStacks = locations.flatMap(({ platform, location }) =>
  (['bootstrap', 'network', 'cluster', 'data', 'pki', 'secrets'] as const).map((layer) => {
    const name = `${platform.environment.name}-${location.name}-${layer}`;
    return { name, platform, location, json: found(stacks.get(name), name) };
  }),
);

const POLICY_ATTRIBUTES = ['policy', 'assume_role_policy'];

/** What holds data, keys, evidence, or what everything else stands in. */
const DURABLE = [
  'aws_acmpca_certificate_authority',
  'aws_cloudwatch_log_group',
  'aws_eks_cluster',
  'aws_elasticache_replication_group',
  'aws_kms_key',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'aws_vpc',
];

describe.each(awsStacks)('$name', ({ name, platform, location, json }) => {
  it('accepts only credentials of its own account', () => {
    expect(json.provider['aws']).toMatchObject([{ allowed_account_ids: [location.account], region: location.region }]);
  });

  it('carries the tags of its owner', () => {
    const tags = { environment: platform.environment.name, scope: location.name, stack: name, team: 'platform' };
    expect(json.provider['aws']).toMatchObject([
      { default_tags: [{ tags: { ...platform.environment.tags, ...tags } }] },
    ]);
  });

  it('holds fixed keys only for an API server on loopback', () => {
    const [provider] = found(json.provider['aws'], 'AWS provider');
    const keys = Object.keys(provider ?? {}).filter((key) => ['access_key', 'secret_key', 'endpoints'].includes(key));
    expect(keys).toHaveLength(location.endpoint === null ? 0 : 3);
  });

  it('protects what holds data, keys or evidence, except on loopback', () => {
    for (const type of DURABLE) {
      for (const resource of Object.values(json.resource[type] ?? {})) {
        expect(resource['lifecycle']).toEqual({ prevent_destroy: location.endpoint === null });
      }
    }
  });

  it('encrypts its logs with a rotating key and keeps them as long as the environment asks', () => {
    const group = Object.values(json.resource['aws_cloudwatch_log_group'] ?? {});
    expect(group).toHaveLength(/-(network|cluster)$/.test(name) ? 1 : 0);
    for (const { kms_key_id, retention_in_days } of group) {
      expect(kms_key_id).toMatch(/^\$\{aws_kms_key\.[\w-]+-key\.arn\}$/);
      expect(retention_in_days).toBeGreaterThanOrEqual(platform.environment.retention.auditLogsDays);
    }
    for (const key of Object.values(json.resource['aws_kms_key'] ?? {})) expect(key['enable_key_rotation']).toBe(true);
  });

  it('grants no wildcard action, and every resource only where AWS asks for it', () => {
    for (const { type, statements } of policiesOf(json)) {
      for (const statement of statements) {
        if (type === 'aws_vpc_endpoint' || statement.Effect === 'Deny') continue;
        expect(listed(statement.Action).filter((action) => action.includes('*'))).toEqual([]);
        expect(JSON.stringify(statement.Principal ?? {})).not.toContain('"*"');
        const describes = listed(statement.Action).every((action) => action.startsWith('ec2:Describe'));
        const region = statement.Condition?.['StringEquals']?.['aws:RequestedRegion'];
        if (type !== 'aws_kms_key' && !describes && region !== location.region)
          expect(listed(statement.Resource)).not.toContain('*');
      }
    }
  });

  it('lets endpoints pass only the own account, besides what nobody signs', () => {
    const open = policiesOf(json)
      .filter(({ type }) => type === 'aws_vpc_endpoint')
      .flatMap(({ statements }) => statements)
      .filter((s) => listed(s.Condition?.['StringEquals']?.['aws:PrincipalAccount'])[0] !== location.account);
    expect(open.map((statement) => statement.Sid).sort()).toEqual(
      name.endsWith('network') ? ['ImageLayers', 'WebIdentities'] : [],
    );
  });

  it('names the source account whenever a service assumes a role', () => {
    for (const { type, statements } of policiesOf(json)) {
      if (type !== 'aws_iam_role') continue;
      for (const { Principal, Condition } of statements) {
        const service = typeof Principal === 'object' ? Principal['Service'] : undefined;
        if (service === undefined || service === 'ec2.amazonaws.com') continue;
        expect(Condition?.['StringEquals']?.['aws:SourceAccount']).toBe(location.account);
      }
    }
  });

  it('opens nothing to the world', () => {
    for (const rule of Object.values(json.resource['aws_vpc_security_group_ingress_rule'] ?? {})) {
      expect(rule['cidr_ipv4']).toMatch(/^10\./);
      expect(rule['to_port']).toBe(rule['from_port']);
      expect(rule['ip_protocol']).toBe('tcp');
      expect([443, REDIS_PORT, ...PEER_PORTS.map(({ port }) => port)]).toContain(rule['from_port']);
    }
    for (const group of Object.values(json.resource['aws_security_group'] ?? {})) {
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    }
  });
});

function policiesOf(json: TerraformJson): { type: string; statements: ReturnType<typeof statementsOf> }[] {
  return Object.entries(json.resource).flatMap(([type, named]) =>
    Object.values(named).flatMap((attributes) =>
      POLICY_ATTRIBUTES.filter((attribute) => attribute in attributes).map((attribute) => ({
        type,
        statements: statementsOf(attributes[attribute]),
      })),
    ),
  );
}
