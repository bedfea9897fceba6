import { inWords, textAt } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { conditionValues, judgePolicy, type PolicyStatement } from '../../../engine/policy-document.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';
import { asksSecondFactor } from '../second-factor.js';

/** Credentials of a person that no directory can take back. */
const LASTING = ['aws_iam_access_key', 'aws_iam_user', 'aws_iam_user_login_profile'] as const;
const GRANTS = ['google_project_iam_member', 'google_storage_bucket_iam_member'] as const;
const ENTITLEMENT = 'google_privileged_access_manager_entitlement';
const SIGN_ON = 'google_access_context_manager_gcp_user_access_binding';
const LONGEST_GRANT_SECONDS = 4 * 3_600;
/** Roles that change a running location; nobody holds them all day. */
const EMERGENCY = /^roles\/(?:.*[aA]dmin(?:\.v1)?|owner|editor|iam\..*|resourcemanager\..*)$/;

const ROLE = /^arn:aws[\w-]*:iam::\d{12}:role\//;

/** Asks every door for people whether it leads past single sign-on. */
export const peopleSignOn = defineRule<TerraformResource>({
  id: 'IAM-008',
  area: 'iam',
  severity: 'critical',
  title: 'people come in through single sign-on with a second factor, and act in an emergency for a limited time',
  risk: 'somebody who left, or whose password was stolen, still comes in',
  fix: 'let roles trust those of IAM Identity Center only, grant to groups, and make emergency access something that is asked for',
  population: 'roles that people assume, users and their keys, grants to people and groups, emergency entitlements',
  covers: [
    ...LASTING,
    ...GRANTS,
    ENTITLEMENT,
    SIGN_ON,
    'aws_iam_account_password_policy',
    'aws_iam_group',
    'aws_s3_account_public_access_block',
    'aws_ssoadmin_account_assignment',
    'aws_ssoadmin_permission_set',
  ],
  crossDomain: false,
  waivable: true,
  select: (graph) => [
    ...graph.terraform('aws_iam_role').filter(isForPeople),
    ...graph.terraform(...LASTING, 'aws_ssoadmin_account_assignment', ENTITLEMENT, SIGN_ON),
    ...graph.terraform(...GRANTS).filter(isToPeople),
  ],
  check: (subject) => {
    switch (subject.kind) {
      case 'aws_iam_role':
        return judgeRole(subject);
      case 'aws_ssoadmin_account_assignment':
        return textAt(subject.written, 'principal_type') === 'GROUP'
          ? pass()
          : fail('it is assigned to a person instead of a group', {
              evidence: subject.written['principal_id'] ?? null,
            });
      case ENTITLEMENT:
        return judgeEntitlement(subject);
      case SIGN_ON:
        return judgeSession(subject);
      case 'google_project_iam_member':
      case 'google_storage_bucket_iam_member':
        return judgeGrant(subject);
      default:
        return fail('it lets a person in without single sign-on', { evidence: subject.address });
    }
  },
});

/** Trust in an account is trust in its people, unless it names the roles of programs one by one. */
const toAccounts = (statement: PolicyStatement): boolean => {
  const { effect, principals } = statement;
  const roles = conditionValues(statement, 'aws:PrincipalArn');
  const named = roles.length > 0 && roles.every((role) => ROLE.test(role) && !/[*?]/.test(role));
  return (
    effect === 'Allow' &&
    !named &&
    principals.some(({ type, id }) => type === 'AWS' && /:(?:root|user\/.*)$|^\d{12}$/.test(id))
  );
};

/** Services and pods are named by their trust; what trusts an account is for people. */
function isForPeople(role: TerraformResource): boolean {
  const text = inWords(role.written['assume_role_policy'] ?? null);
  return /"AWS":/.test(text.replaceAll(/\s/g, ''));
}

const judgeRole = (role: TerraformResource): Verdict =>
  judgePolicy(role, 'assume_role_policy', (statements) =>
    gravest(
      (statements ?? [])
        .filter(toAccounts)
        .map((statement): Verdict =>
          asksSecondFactor(statement)
            ? pass()
            : fail('people assume it without single sign-on or a second factor', { evidence: statement.sid }),
        ),
    ),
  );

const memberOf = (grant: TerraformResource): string => inWords(grant.written['member'] ?? null);
const isToPeople = (grant: TerraformResource): boolean => /^(?:user|group|domain):/.test(memberOf(grant));

function judgeGrant(grant: TerraformResource): Verdict {
  const member = memberOf(grant);
  if (!member.startsWith('group:')) return fail(`${member} is no group`, { evidence: member });
  const role = inWords(grant.written['role'] ?? null);
  return EMERGENCY.test(role) ? fail(`${member} holds ${role} all day`, { evidence: role }) : pass();
}

function judgeEntitlement(entitlement: TerraformResource): Verdict {
  const seconds = Number(/^(\d+)s$/.exec(textAt(entitlement.written, 'max_request_duration') ?? '')?.[1] ?? Number.NaN);
  return gravest([
    seconds <= LONGEST_GRANT_SECONDS
      ? pass()
      : fail('emergency access lasts longer than four hours', {
          evidence: entitlement.written['max_request_duration'] ?? null,
        }),
    entitlement.blocks('approval_workflow').length > 0
      ? pass()
      : fail('nobody has to agree to emergency access', { evidence: null }),
    entitlement.blocks('requester_justification_config').some(({ written }) => written['unstructured'] !== undefined)
      ? pass()
      : fail('nobody has to say why', { evidence: null }),
  ]);
}

function judgeSession(binding: TerraformResource): Verdict {
  const [session] = binding.blocks('session_settings');
  const method = session?.written['session_reauth_method'];
  return method === 'SECURITY_KEY' && session?.written['session_length_enabled'] !== false
    ? pass()
    : fail('the group is not asked for a security key', { evidence: method ?? null });
}
