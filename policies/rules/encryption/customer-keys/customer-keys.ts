import { type Attributes, judgeValue, type Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';
import { ENCRYPTED_KINDS } from './encrypted-kinds.js';

/** Follows each store to its key: a key that somebody else manages cannot be revoked or audited by us. */
export const customerKeys = defineRule<TerraformResource>({
  id: 'ENC-001',
  area: 'encryption',
  severity: 'high',
  title: 'data at rest is encrypted with keys of our own',
  risk: 'access to the data cannot be cut off by its key, and no log tells who decrypted it',
  fix: 'name a customer-managed key of the same location',
  population: 'clusters, volumes, log groups, secrets and topics that keep data at rest',
  covers: [...Object.keys(ENCRYPTED_KINDS), 'aws_launch_template', 'aws_ebs_encryption_by_default', 'aws_kms_alias'],
  crossDomain: false,
  waivable: true,
  select: (graph) =>
    graph.terraform(...Object.keys(ENCRYPTED_KINDS), 'aws_launch_template', 'aws_ebs_encryption_by_default'),
  check: (subject, graph) => {
    const isOurs = (key: string): boolean => isAliasOf(key, subject, graph);
    if (subject.kind === 'aws_launch_template') return judgeVolumes(subject, isOurs);
    if (subject.kind === 'aws_ebs_encryption_by_default') return judgeOn(subject, 'enabled', [true, undefined]);
    const encrypted = ENCRYPTED_KINDS[subject.kind];
    if (encrypted === undefined) return unknown(`no key is known for ${subject.kind}`);
    const { key, switchedOn } = encrypted;
    const used = switchedOn === undefined ? pass() : judgeOn(subject, switchedOn.path, switchedOn.values);
    return gravest([used, judgeKey(subject.value(key), isOurs)]);
  },
});

type IsOurs = (key: string) => boolean;

const judgeVolumes = (template: TerraformResource, isOurs: IsOurs): Verdict =>
  gravest(
    template
      .blocks('block_device_mappings')
      .flatMap((mapping) => mapping.blocks('ebs'))
      .flatMap((volume) => [
        judgeOn(volume, 'encrypted', [true, 'true']),
        judgeKey(volume.value('kms_key_id'), isOurs),
      ]),
  );

const judgeOn = (owner: Attributes, path: string, values: readonly unknown[]): Verdict =>
  judgeValue(owner.value(path), (value) =>
    values.includes(value) ? pass() : fail(`${path} leaves the data unencrypted`, { evidence: value ?? null }),
  );

function judgeKey(key: Value, isOurs: IsOurs): Verdict {
  if (key.state === 'reference') {
    const { kind, address } = key.resource;
    return /^(aws_kms_key|aws_kms_alias|google_kms_crypto_key)$/.test(kind)
      ? pass()
      : fail(`${address} is no key of our own`, { evidence: address });
  }
  return judgeValue(key, (value) => {
    if (value === undefined) return fail('no customer-managed key is named', { evidence: null });
    const text = inWords(value);
    if (text.includes('alias/aws/')) return fail(`${text} is managed by the provider`, { evidence: text });
    if (isOurs(text)) return pass();
    return unknown(`the key ${text} is not part of the artefacts`, { evidence: text });
  });
}

/** Stacks of a location name each other's keys by alias: one that another stack of the same location makes is ours. */
function isAliasOf(key: string, subject: TerraformResource, graph: ArtifactGraph): boolean {
  const name = key.replace(/^arn:aws[\w-]*:kms:[\w-]+:\d{12}:/, '');
  return graph
    .terraform('aws_kms_alias')
    .some((alias) => alias.location === subject.location && alias.written['name'] === name);
}
