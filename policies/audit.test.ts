import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingsJsonSchema } from './engine/findings-json-schema.js';
import { packageRoot } from './engine/package-root.js';
import { AuditDirectory } from './testing/audit-directory.js';
import { exampleIntent } from './testing/example-intent.js';

const STACK = 'cdktf.out/stacks/example-use1-cluster/cdk.tf.json';
const MANIFEST = 'dist/manifests/example/use1/payments/objects.yaml';

let directory: AuditDirectory;
beforeEach(() => {
  directory = new AuditDirectory();
});
afterEach(() => {
  directory.remove();
});

const errors = () => directory.audit().findings.filter(({ rule }) => rule === 'ENG-001');

describe('audit of a directory', () => {
  it('names file and line of broken JSON and broken YAML, and judges the rest', () => {
    directory.write(STACK, '{\n  "resource": {\n    "aws_vpc": oops\n  }\n}\n');
    directory.write(
      MANIFEST,
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n---\napiVersion: v1\nkind: [\n',
    );
    expect(errors().map(({ outcome, resource }) => [outcome, resource.file, resource.line])).toEqual([
      ['error', STACK, 3],
      ['error', MANIFEST, 7],
    ]);
    expect(directory.audit().rules.length).toBeGreaterThan(20);
  });

  it.each([
    ['an empty stack', STACK, '', 'not valid JSON'],
    ['a stack that is a list', STACK, '[]', 'Terraform JSON must be one object'],
    ['resources that are no objects', STACK, '{"resource": {"aws_vpc": []}}', 'must be an object of resources'],
    ['a manifest without kind', MANIFEST, 'apiVersion: v1\n', 'a manifest must name its kind'],
    ['a manifest that is text', MANIFEST, 'hello\n', 'a manifest must be a mapping'],
    ['an anchor bomb', MANIFEST, `a: &a [x]\nb: [${'*a,'.repeat(200)}]\n`, 'not valid YAML'],
  ])('reports %s', (_, path, text, message) => {
    directory.write(path, text);
    expect(errors().map((finding) => finding.message)).toEqual([expect.stringContaining(message)]);
  });

  it('refuses what Terraform would load beside the judged file: other files and modules', () => {
    const override = 'cdktf.out/stacks/example-use1-cluster/override.tf.json';
    directory.write(STACK, '{\n  "module": {\n    "elsewhere": { "source": "./elsewhere" }\n  }\n}\n');
    directory.write(override, '{}');
    directory.write(
      'cdktf.out/stacks/example-use1-cluster/versions.tf',
      'terraform {\n  required_version = ">= 1"\n}\n',
    );
    expect(errors().map(({ resource, message }) => [resource.file, resource.line, message])).toEqual([
      [STACK, 3, expect.stringMatching(/^module.elsewhere creates what cannot be judged/)],
      [override, 1, expect.stringMatching(/^Terraform would load this file too/)],
    ]);
  });

  it('reports a platform file that is missing or malformed, and judges nothing', () => {
    directory.write('dist/platform/example.json', '{"environment": {"name": 3}}');
    const result = directory.audit();
    expect(result.summary.error).toBe(1);
    expect(result.findings[0]?.message).toMatch(/^not a resolved platform: environment.name/);
    expect(result.summary.pass).toBe(0);
  });

  it('leaves Terraform folders and other environments alone', () => {
    const before = directory.audit();
    directory.write('cdktf.out/stacks/example-use1-cluster/.terraform/modules.json', '{');
    directory.write('cdktf.out/stacks/example-use1-cluster/plan.tfplan', '{');
    directory.write('cdktf.out/stacks/elsewhere-use1-cluster/cdk.tf.json', '{');
    directory.write('dist/manifests/elsewhere/use1/payments/objects.yaml', '{');
    expect(directory.audit()).toEqual(before);
  });

  it('tells environments apart whose names begin alike', () => {
    const intent = exampleIntent();
    const other = { ...intent, environment: { ...intent.environment, name: 'example-eu' } };
    directory.write('dist/platform/example-eu.json', JSON.stringify(other));
    directory.write('cdktf.out/stacks/example-eu-use1-cluster/cdk.tf.json', '{');
    expect(errors()).toEqual([]);
  });

  it('finds the line of a resource, the line a person wrote, and the scope in which unknown blocks', () => {
    const cluster = { resource: { aws_eks_cluster: { main: { vpc_config: { endpoint_public_access: '${var.x}' } } } } };
    directory.write(STACK, JSON.stringify(cluster, null, 2));
    const finding = directory.audit().findings.find(({ rule, outcome }) => rule === 'NET-001' && outcome !== 'fail');
    expect(finding).toBeUndefined();
    const vpc = { endpoint_private_access: true, endpoint_public_access: '${var.x}' };
    directory.write(STACK, JSON.stringify({ resource: { aws_eks_cluster: { main: { vpc_config: vpc } } } }, null, 2));
    expect(directory.audit().findings.find(({ rule }) => rule === 'NET-001')).toMatchObject({
      outcome: 'unknown',
      blocking: true,
      resource: { location: 'use1', kind: 'aws_eks_cluster', name: 'main', file: STACK, line: 4 },
      source: { file: 'environments/example.yaml', line: 10 },
      controls: ['pci:1.3.1', 'soc2:CC6.6'],
    });
  });

  it('does not block on an unknown where no service is in PCI scope', () => {
    const intent = exampleIntent();
    const services = intent.services.filter(({ name }) => name === 'statements');
    directory.write('dist/platform/example.json', JSON.stringify({ ...intent, services }));
    directory.write(STACK, JSON.stringify({ resource: { aws_kms_key: { key: { enable_key_rotation: '${var.x}' } } } }));
    expect(directory.audit().findings.find(({ rule }) => rule === 'ENC-002')).toMatchObject({
      outcome: 'unknown',
      blocking: false,
    });
  });

  it('gives the same result for the same day, wherever the directory lies', () => {
    directory.write(STACK, '{"resource": {"aws_vpc": {"vpc": {}}}}');
    const twin = new AuditDirectory();
    twin.write(STACK, '{"resource": {"aws_vpc": {"vpc": {}}}}');
    expect(JSON.stringify(twin.audit())).toBe(JSON.stringify(directory.audit()));
    twin.remove();
  });

  it('keeps to its schema, which is committed', () => {
    directory.write(STACK, '{"resource": {"aws_vpc": {"vpc": {}}}, "oops": }');
    const committed: unknown = JSON.parse(readFileSync(join(packageRoot(), 'policies/findings.schema.json'), 'utf8'));
    expect(committed).toEqual(findingsJsonSchema());
    const validate = new Ajv2020({ formats: { date: true } }).compile(findingsJsonSchema());
    expect(validate(directory.audit()), JSON.stringify(validate.errors)).toBe(true);
  });
});
