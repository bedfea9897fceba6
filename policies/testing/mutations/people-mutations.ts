import {
  breakStack,
  breakTerraform,
  type EditableObject,
  type Mutation,
  type MutationPlace,
  replaceText,
  set,
  unset,
} from '../mutation.js';

const named =
  (expected: string) =>
  (_: EditableObject, { name }: MutationPlace): boolean =>
    name === expected;

/** Ways past single sign-on, and ways to keep emergency access for good. */
export const peopleMutations: readonly Mutation[] = [
  breakTerraform(
    'IAM-008',
    'lets every role of the account become an engineer',
    'aws_iam_role',
    replaceText(/aws-reserved\/sso[^"]*/, '*'),
    named('engineer'),
  ),
  breakTerraform(
    'IAM-008',
    'assigns a duty to a person',
    'aws_ssoadmin_account_assignment',
    set('principal_type', 'USER'),
  ),
  breakStack(
    'IAM-008',
    'adds a user',
    set('resource.aws_iam_user.jane', { name: 'jane' }),
    (_, { container }) => container === 'production-use1-people',
  ),
  breakTerraform(
    'IAM-008',
    'grants a duty to a person of Google Cloud',
    'google_project_iam_member',
    set('member', 'user:jane@finflow.example'),
    named('engineer-duty'),
  ),
  breakTerraform(
    'IAM-008',
    'makes engineers administrators all day',
    'google_project_iam_member',
    set('role', 'roles/container.admin'),
    named('engineer-duty'),
  ),
  breakTerraform(
    'IAM-008',
    'grants emergency access for a day',
    'google_privileged_access_manager_entitlement',
    set('max_request_duration', '86400s'),
  ),
  breakTerraform(
    'IAM-008',
    'lets people grant themselves emergency access',
    'google_privileged_access_manager_entitlement',
    unset('approval_workflow'),
  ),
  breakTerraform(
    'IAM-008',
    'asks for a password only',
    'google_access_context_manager_gcp_user_access_binding',
    set('session_settings.session_reauth_method', 'PASSWORD'),
  ),
  breakTerraform(
    'IAM-001',
    'lets a permission set do everything',
    'aws_ssoadmin_permission_set_inline_policy',
    replaceText('sts:AssumeRole', '*'),
  ),
  breakTerraform(
    'IAM-001',
    'lets engineers hand out permissions',
    'google_project_iam_custom_role',
    set('permissions', ['resourcemanager.projects.setIamPolicy']),
    ({ role_id }) => role_id === 'finflow.engineer',
  ),
];
