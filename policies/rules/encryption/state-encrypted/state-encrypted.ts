import type { TerraformStack } from '../../../engine/graph.js';
import { isObject, member, objectAt } from '../../../engine/json.js';
import { fail, notApplicable, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Terraform states repeat every attribute of what they describe, secrets included. */
export const stateEncrypted = defineRule<TerraformStack>({
  id: 'ENC-004',
  area: 'encryption',
  severity: 'high',
  title: 'Terraform state is encrypted, locked and shared through a bucket',
  risk: 'whoever reads the state reads the secrets that resources were made with',
  fix: 'use the s3 backend with encrypt, a customer key and use_lockfile, or the gcs backend',
  population: 'Terraform stacks',
  covers: ['data.terraform_remote_state'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.stacks,
  check: (stack, graph) => {
    const backends = objectAt(stack.settings, 'backend') ?? {};
    const [[kind, settings] = [undefined, undefined]] = Object.entries(backends);
    if (kind === 's3') return judgeBucket(isObject(settings) ? settings : {});
    if (kind === 'gcs') return pass();
    const endpoint = graph.intent.location(stack.location)?.endpoint;
    if (endpoint !== undefined && endpoint !== null && LOOPBACK.test(endpoint))
      return notApplicable('the location exists on one machine only, and so does its state');
    return fail(`state lies in ${kind ?? 'no backend'}`, { evidence: kind ?? null });
  },
});

const LOOPBACK = /^https?:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?\/?$/;

function judgeBucket(settings: Parameters<typeof member>[0]): Verdict {
  if (member(settings, 'encrypt') !== true) return fail('encrypt is off', { evidence: null });
  if (typeof member(settings, 'kms_key_id') !== 'string') return fail('no customer key is named', { evidence: null });
  const locked = member(settings, 'use_lockfile') === true || typeof member(settings, 'dynamodb_table') === 'string';
  return locked ? pass() : fail('two people can apply at once: there is no lock', { evidence: null });
}
