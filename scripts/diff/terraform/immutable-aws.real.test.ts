import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { run } from '../../../stacks/testing/engine.js';
import { providerSettings } from '../../../stacks/testing/provider-source.js';
import { platformOf, synthesized } from '../../../stacks/testing/synthesized-stacks.js';
import { isObject, type PlainObject } from '../difference.js';
import { forcesReplacement, isKnownType } from './immutable-attributes.js';

const directory = mkdtempSync(join(tmpdir(), 'immutable-'));
const settings = providerSettings(directory);
afterAll(() => rmSync(directory, { recursive: true }));

const META = ['//', 'lifecycle', 'depends_on', 'provider'];
const TAGS = ['tags', 'tags_all'];
const ACCOUNT = '111111111111';

interface Block {
  readonly attributes?: Readonly<Record<string, { readonly type?: unknown }>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: Block }>>;
}

const schemas = z.object({
  provider_schemas: z.record(
    z.string(),
    z.object({ resource_schemas: z.record(z.string(), z.object({ version: z.number(), block: z.custom<Block>() })) }),
  ),
});

/** Values for references that a plan of one resource cannot resolve, by the end of the attribute's name. */
const LITERALS: readonly (readonly [end: string, value: string])[] = [
  ['policy', '{"Version":"2012-10-17","Statement":[]}'],
  ['policy_arn', `arn:aws:iam::${ACCOUNT}:policy/example`],
  ['key_arn', `arn:aws:kms:us-east-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`],
  ['kms_key_id', `arn:aws:kms:us-east-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`],
  ['arn', `arn:aws:iam::${ACCOUNT}:role/example`],
  ['destination', `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:example`],
  ['arn_list', `arn:aws:ce::${ACCOUNT}:anomalymonitor/00000000-0000-4000-8000-000000000000`],
  ['ip_address', '203.0.113.1'],
  ['preshared_key', 'documentation_value_1'],
  ['url', 'https://example.com'],
  ['version', '1'],
  ['', 'lt-0123456789abcdef0'],
];

const literal = (attribute: string, text: string): string =>
  text.includes('${') ? (LITERALS.find(([end]) => attribute.endsWith(end))?.[1] ?? text) : text;

function plain(value: unknown, attribute = ''): unknown {
  if (typeof value === 'string') return literal(attribute, value);
  if (Array.isArray(value)) return value.map((member) => plain(member, attribute));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, plain(child, key)]));
}

/** Configuration as the provider stores it: every nested block is a list. */
function stored(value: PlainObject, { block_types: blocks = {} }: Block): PlainObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      const nested = blocks[key];
      if (nested === undefined) return [key, child];
      const list = (Array.isArray(child) ? child : [child]).filter(isObject).map((one) => stored(one, nested.block));
      return [key, nested.nesting_mode === 'single' ? list[0] : list];
    }),
  );
}

/** Another value than the configuration has, as if somebody had changed it since. */
function other(value: unknown): unknown {
  if (typeof value === 'string')
    return /^\d+(\.\d+){3}\/\d+$/.test(value) ? value.replace(/^\d+/, '99') : `${value}-before`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return [other(value[0] ?? 'before')];
  return value;
}

it('agrees with the real provider on what forces a replacement, for every scalar attribute in use', () => {
  const stacks = synthesized([platformOf('production')]);
  const samples = new Map<string, PlainObject>();
  for (const [name, { resource }] of stacks) {
    if (!name.startsWith('production-use1-')) continue;
    for (const [type, named] of Object.entries(resource)) {
      for (const attributes of Object.values(named)) {
        const own = Object.entries(attributes).filter(([key]) => !META.includes(key));
        if (isKnownType(type) && !samples.has(type)) samples.set(type, plain(Object.fromEntries(own)) as PlainObject);
      }
    }
  }
  const provider = {
    region: 'us-east-1',
    access_key: 'x',
    secret_key: 'x',
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_metadata_api_check: true,
  };
  const terraform = { required_providers: { aws: { source: 'aws', version: '5.100.0' } } };
  const write = (file: string, content: object): void =>
    writeFileSync(join(directory, file), JSON.stringify(content, null, 1));
  write('main.tf.json', { terraform, provider: { aws: provider } });
  run('terraform', ['init', '-input=false'], { cwd: directory, settings });
  const printed = run('terraform', ['providers', 'schema', '-json'], { cwd: directory, settings }).output;
  const [{ resource_schemas: known } = { resource_schemas: {} }] = Object.values(
    schemas.parse(JSON.parse(printed)).provider_schemas,
  );

  const cases = [...samples].flatMap(([type, config]) =>
    Object.entries(config)
      .filter(
        ([attribute, value]) =>
          !TAGS.includes(attribute) && known[type]?.block.attributes?.[attribute] !== undefined && !isObject(value),
      )
      .map(([attribute, value]) => ({ type, config, attribute, value })),
  );
  const resource: Record<string, Record<string, PlainObject>> = {};
  for (const { type, config, attribute } of cases) (resource[type] ??= {})[attribute] = config;
  write('main.tf.json', { terraform, provider: { aws: provider }, resource });
  write('terraform.tfstate', {
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: '00000000-0000-4000-8000-000000000000',
    outputs: {},
    resources: cases.map(({ type, config, attribute, value }) => ({
      mode: 'managed',
      type,
      name: attribute,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: known[type]?.version ?? 0,
          attributes: { id: 'example', ...stored(config, known[type]?.block ?? {}), [attribute]: other(value) },
        },
      ],
    })),
  });
  run('terraform', ['plan', '-refresh=false', '-input=false', '-out=plan'], { cwd: directory, settings });
  const plan = JSON.parse(run('terraform', ['show', '-json', 'plan'], { cwd: directory, settings }).output) as {
    resource_changes: { type: string; name: string; change: { replace_paths?: unknown[][] } }[];
  };
  const verdicts = plan.resource_changes.map(({ type, name, change }) => ({
    attribute: `${type}.${name}`,
    provider: (change.replace_paths ?? []).some(([first]) => first === name),
    table: forcesReplacement(type, name),
  }));
  const forcing = verdicts.filter((verdict) => verdict.provider).length;
  console.log(
    `${verdicts.length} attributes of ${samples.size} types held against the AWS provider, ${forcing} force a replacement`,
  );
  expect(verdicts.length).toBeGreaterThan(60);
  expect(verdicts.filter(({ provider: real, table }) => real !== table)).toEqual([]);
});
