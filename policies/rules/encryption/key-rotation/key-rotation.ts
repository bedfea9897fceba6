import { judgeValue } from '../../../engine/attributes.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, notApplicable, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const MAX_ROTATION_DAYS = 365;

/** Keys that encrypt are replaced every year; signing keys cannot rotate by themselves and are left out. */
export const keyRotation = defineRule<TerraformResource>({
  id: 'ENC-002',
  area: 'encryption',
  severity: 'medium',
  title: 'encryption keys rotate at least once a year',
  risk: 'one leaked key opens everything that was ever encrypted with it',
  fix: 'turn automatic rotation on with a period of at most 365 days',
  population: 'customer-managed keys of both clouds',
  covers: ['aws_kms_key', 'google_kms_crypto_key', 'google_kms_key_ring'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.terraform('aws_kms_key', 'google_kms_crypto_key'),
  check: (key) => (key.kind === 'aws_kms_key' ? judgeAwsKey(key) : judgeGoogleKey(key)),
});

function judgeAwsKey(key: TerraformResource): Verdict {
  const spec = key.value('customer_master_key_spec');
  if (spec.state === 'known' && spec.value !== 'SYMMETRIC_DEFAULT')
    return notApplicable('asymmetric keys do not rotate automatically');
  const enabled = judgeValue(key.value('enable_key_rotation'), (value) =>
    value === true ? pass() : fail('automatic rotation is off', { evidence: value ?? null }),
  );
  const period = judgeValue(key.value('rotation_period_in_days'), (value) =>
    value === undefined || (typeof value === 'number' && value <= MAX_ROTATION_DAYS)
      ? pass()
      : fail(`rotates every ${inWords(value)} days only`, { evidence: value }),
  );
  return gravest([enabled, period]);
}

function judgeGoogleKey(key: TerraformResource): Verdict {
  const purpose = key.value('purpose');
  if (purpose.state === 'known' && purpose.value !== 'ENCRYPT_DECRYPT')
    return notApplicable('asymmetric keys do not rotate automatically');
  return judgeValue(key.value('rotation_period'), (value) => {
    const seconds = /^(\d+)s$/.exec(inWords(value))?.[1];
    if (seconds === undefined) return fail('no rotation period is set', { evidence: value ?? null });
    return Number(seconds) <= MAX_ROTATION_DAYS * 86_400
      ? pass()
      : fail(`rotates every ${Math.round(Number(seconds) / 86_400)} days only`, { evidence: value ?? null });
  });
}
