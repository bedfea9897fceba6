import { type Attributes, judgeValue, type Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { judgePolicy, type PolicyStatement } from '../../../engine/policy-document.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';
import { isUnscoped } from './unscoped-actions.js';

const ROLES = ['aws_iam_role'] as const;
const POLICIES = ['aws_iam_group_policy', 'aws_iam_policy', 'aws_iam_role_policy'] as const;
const SIGN_ON_POLICY = 'aws_ssoadmin_permission_set_inline_policy';
const CUSTOM_ROLE = 'google_project_iam_custom_role';
const ATTACHMENTS = ['aws_iam_role_policy_attachment'] as const;
const GRANTS = [
  'google_project_iam_member',
  'google_project_iam_binding',
  'google_pubsub_topic_iam_member',
  'google_service_account_iam_member',
  'google_storage_bucket_iam_member',
  'google_secret_manager_secret_iam_member',
  'google_storage_bucket_iam_member',
] as const;

/** Reads every statement, however it was written, and every role that a member is given. */
export const noWildcards = defineRule<TerraformResource>({
  id: 'IAM-001',
  area: 'iam',
  severity: 'high',
  title: 'permissions name their actions and resources',
  risk: 'one stolen identity can do more than its workload ever needed',
  fix: 'list the actions and the resource names, or a predefined role with a narrow purpose',
  population: 'IAM roles, policies, policy attachments and Google Cloud role grants',
  covers: [...ROLES, ...POLICIES, SIGN_ON_POLICY, ...ATTACHMENTS, ...GRANTS, CUSTOM_ROLE, 'google_service_account'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.terraform(...ROLES, ...POLICIES, SIGN_ON_POLICY, ...ATTACHMENTS, ...GRANTS, CUSTOM_ROLE),
  check: (subject, graph) => {
    if (subject.kind === 'aws_iam_role_policy_attachment') return judgeAttachment(subject);
    if (subject.kind === CUSTOM_ROLE) return judgeCustomRole(subject, graph);
    if (subject.kind.startsWith('google_')) return judgeGrant(subject);
    if (subject.kind === SIGN_ON_POLICY) return judgeStatements(subject, 'inline_policy');
    return subject.kind === 'aws_iam_role' ? judgeRole(subject) : judgeStatements(subject);
  },
});

/** A role can carry its permissions itself, beside every attachment. */
const judgeRole = (role: TerraformResource): Verdict =>
  gravest([
    pass(),
    ...role.blocks('inline_policy').map((policy) => judgeStatements(policy)),
    ...role.values('managed_policy_arns').map(judgeManaged),
  ]);

const judgeStatements = (owner: Attributes, path = 'policy'): Verdict =>
  judgePolicy(owner, path, (statements) =>
    gravest((statements ?? []).filter(({ effect }) => effect === 'Allow').map(judgeStatement)),
  );

function judgeStatement({ sid, actions, notActions, resources, notResources, conditions }: PolicyStatement): Verdict {
  const name = sid === '' ? 'a statement' : `statement ${sid}`;
  if (notActions.length > 0 || notResources.length > 0)
    return fail(`${name} allows everything but a list`, { evidence: [...notActions, ...notResources] });
  const wide = actions.filter((action) => action === '*' || /^[^:]+:\*$/.test(action));
  if (wide.length > 0) return fail(`${name} allows ${wide.join(', ')}`, { evidence: wide });
  const everywhere = resources.filter((resource) => /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:\*)$/.test(resource));
  const scoped = actions.filter((action) => !isUnscoped(action));
  return everywhere.length > 0 && conditions.length === 0 && scoped.length > 0
    ? fail(`${name} allows ${scoped.join(', ')} on every resource`, { evidence: scoped })
    : pass();
}

const judgeAttachment = (attachment: TerraformResource): Verdict => judgeManaged(attachment.value('policy_arn'));

const judgeManaged = (policy: Value): Verdict => {
  // A policy of the same output is judged by itself.
  if (policy.state === 'reference') return pass();
  return judgeValue(policy, (arn) =>
    /(AdministratorAccess|PowerUserAccess|IAMFullAccess|FullAccess)$/.test(inWords(arn))
      ? fail(`${inWords(arn)} allows everything`, { evidence: arn ?? null })
      : pass(),
  );
};

/** A role of our own must not be able to hand out permissions, or it holds all of them, unless it is bound with a list of what it may. */
function judgeCustomRole(role: TerraformResource, graph: ArtifactGraph): Verdict {
  const bound = graph.terraform(...GRANTS).filter((grant) => grant.target('role')?.id === role.id);
  if (bound.length > 0 && bound.every(namesGrantableRoles)) return pass();
  const grown = role
    .values('permissions')
    .flatMap((permission) => (permission.state === 'known' ? [inWords(permission.value)] : []))
    .filter((permission) => /\*|\.setIamPolicy$|^iam\.serviceAccounts\.(actAs|getAccessToken)$/.test(permission));
  return grown.length === 0 ? pass() : fail(`it can give itself more: ${grown.join(', ')}`, { evidence: grown });
}

/** Google's own way to bound who may bind: a condition with every role that the binding may add or take away. */
const namesGrantableRoles = (grant: TerraformResource): boolean =>
  grant.blocks('condition').some((condition) => {
    const expression = inWords(condition.written['expression']);
    return /^api\.getAttribute\("iam\.googleapis\.com\/modifiedGrantsByRole", \[\]\)\.hasOnly\(\[[^\]]+\]\)( && [^|]+)?$/.test(
      expression,
    );
  });

function judgeGrant(grant: TerraformResource): Verdict {
  // A role of the same output is judged by itself.
  const role =
    grant.target('role')?.kind === CUSTOM_ROLE
      ? pass()
      : judgeValue(grant.value('role'), (value) =>
          /^roles\/(owner|editor|viewer|iam\.securityAdmin|resourcemanager\.projectIamAdmin)$/.test(inWords(value))
            ? fail(`${inWords(value)} reaches everything in the project`, { evidence: value ?? null })
            : pass(),
        );
  const members = [...grant.values('members'), grant.value('member')].map((member) =>
    member.state === 'known' && /^all(Authenticated)?Users$/.test(inWords(member.value))
      ? fail(`anybody is a member: ${inWords(member.value)}`, { evidence: member.value })
      : pass(),
  );
  return gravest([role, ...members]);
}
