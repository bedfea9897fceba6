import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { conditionValues, judgePolicy, type PolicyStatement } from '../../../engine/policy-document.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** Asks every role who may become it: one workload, one service of one account, or a person with a second factor. */
export const pinnedTrust = defineRule<TerraformResource>({
  id: 'IAM-002',
  area: 'iam',
  severity: 'critical',
  title: 'a role is assumed by exactly the identity it was made for',
  risk: 'another repository, pod or account becomes the role and gets all it may do',
  fix: 'pin subject and audience of tokens, namespace and service account of pods, or the source of a service',
  population: 'trust policies of roles',
  covers: ['aws_iam_role', 'aws_iam_openid_connect_provider', 'aws_iam_service_linked_role'],
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.terraform('aws_iam_role'),
  check: (role) =>
    judgePolicy(role, 'assume_role_policy', (statements) => {
      const allowed = (statements ?? []).filter(({ effect }) => effect === 'Allow');
      if (allowed.length === 0) return fail('nobody can assume the role', { evidence: null });
      return gravest(
        allowed.flatMap((statement) => statement.principals.map((principal) => judge(statement, principal))),
      );
    }),
});

function judge(statement: PolicyStatement, { type, id }: PolicyStatement['principals'][number]): Verdict {
  if (id === '*') return fail('anybody may assume the role', { evidence: '*' });
  if (type === 'Federated') return judgeFederation(statement);
  if (type === 'Service' && id === 'pods.eks.amazonaws.com') return judgePods(statement);
  if (type === 'AWS' && (/:root$/.test(id) || /^\d{12}$/.test(id)) && statement.conditions.length === 0)
    return fail(`every identity of account ${id} may assume the role`, { evidence: id });
  return pass();
}

/** Tokens of an identity provider are issued to everybody who uses it: only subject and audience tell ours apart. */
function judgeFederation({ conditions }: PolicyStatement): Verdict {
  const missing = ['sub', 'aud'].filter(
    (claim) =>
      !conditions.some(
        ({ operator, key, values }) =>
          key.endsWith(`:${claim}`) &&
          /^String(Equals|Like)$/.test(operator) &&
          values.length > 0 &&
          values.every((value) => value !== '*' && (claim === 'sub' || !value.includes('*'))),
      ),
  );
  return missing.length === 0
    ? pass()
    : fail(`tokens are accepted without a pinned ${missing.join(' and ')}`, { evidence: missing });
}

function judgePods(statement: PolicyStatement): Verdict {
  const missing = [
    'aws:SourceArn',
    'aws:RequestTag/kubernetes-namespace',
    'aws:RequestTag/kubernetes-service-account',
  ].filter((key) => {
    const values = conditionValues(statement, key);
    return values.length === 0 || values.some((value) => value.includes('*'));
  });
  return missing.length === 0
    ? pass()
    : fail(`any pod may assume the role as far as ${missing.join(', ')} goes`, { evidence: missing });
}
