import { judgeValue } from '../../../engine/attributes.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { judgePolicy, type PolicyStatement } from '../../../engine/policy-document.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const GRANTS = ['google_kms_crypto_key_iam_member', 'google_kms_crypto_key_iam_binding'] as const;
/** Actions that reveal or produce data; a key's administrators do not need them. */
const USE = /^kms:(\*|Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/;

/** Separates who administers a key from who may use it. */
export const keyPolicy = defineRule<TerraformResource>({
  id: 'ENC-003',
  area: 'encryption',
  severity: 'high',
  title: 'a key policy names who may use the key, and administrators may not',
  risk: 'whoever administers keys, or anybody in the account, reads what the keys protect',
  fix: 'list the actions and principals of each use, and give administrators no cryptographic action',
  population: 'key policies and grants on keys',
  covers: ['aws_kms_key', ...GRANTS],
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.terraform('aws_kms_key', ...GRANTS),
  check: (subject) => {
    if (subject.kind !== 'aws_kms_key') return judgeGrant(subject);
    return judgePolicy(subject, 'policy', (statements) =>
      statements === undefined
        ? fail('without a policy the whole account may do everything with the key', { evidence: null })
        : gravest(statements.filter(({ effect }) => effect === 'Allow').map(judgeStatement)),
    );
  },
});

function judgeStatement(statement: PolicyStatement): Verdict {
  const { sid, actions, notActions, principals, conditions } = statement;
  const name = sid === '' ? 'a statement' : `statement ${sid}`;
  if (notActions.length > 0 || actions.some((action) => action === '*' || action === 'kms:*'))
    return fail(`${name} allows every action`, { evidence: [...actions, ...notActions] });
  if (principals.some(({ id }) => id === '*') && conditions.length === 0)
    return fail(`${name} allows anybody`, { evidence: '*' });
  const whole = principals.filter(({ type, id }) => type === 'AWS' && (/:root$/.test(id) || /^\d{12}$/.test(id)));
  const uses = actions.filter((action) => USE.test(action));
  return whole.length > 0 && uses.length > 0 && conditions.length === 0
    ? fail(`${name} lets the whole account use the key: ${uses.join(', ')}`, { evidence: uses })
    : pass();
}

function judgeGrant(grant: TerraformResource): Verdict {
  const role = judgeValue(grant.value('role'), (value) =>
    /^roles\/(owner|editor|cloudkms\.admin)$/.test(inWords(value))
      ? fail(`${inWords(value)} administers and uses the key`, { evidence: value ?? null })
      : pass(),
  );
  const members = [...grant.values('members'), grant.value('member')].map((member) =>
    member.state === 'known' && /^all(Authenticated)?Users$/.test(inWords(member.value))
      ? fail(`${inWords(member.value)} may use the key`, { evidence: member.value })
      : pass(),
  );
  return gravest([role, ...members]);
}
