import {
  breakManifest,
  breakStack,
  breakTerraform,
  type EditableObject,
  type Mutation,
  replaceText,
  set,
} from '../mutation.js';

const trusts =
  (text: string) =>
  ({ assume_role_policy }: EditableObject): boolean =>
    typeof assume_role_policy === 'string' && assume_role_policy.includes(text);

const PODS = trusts('pods.eks.amazonaws.com');
const bound = (_: EditableObject, { name }: { readonly name: string }): boolean => name.includes('ledger');

/** Ways to widen access in the real output. */
export const accessMutations: readonly Mutation[] = [
  breakTerraform(
    'IAM-007',
    'lets a service read every secret of its location',
    'aws_iam_role_policy',
    replaceText(/(secret:finflow\/production\/\w+)\/[^"]+/, '$1/*'),
    bound,
  ),
  breakTerraform(
    'IAM-007',
    'lets a service read a neighbour’s secret',
    'aws_iam_role_policy',
    replaceText(/ledger\/database/, 'fraud/database'),
    bound,
  ),
  breakTerraform(
    'IAM-007',
    'drops the condition of a grant',
    'google_project_iam_member',
    set('condition', null),
    (_, { name }) => name.startsWith('workload-'),
  ),
  breakTerraform(
    'IAM-001',
    'lets a role carry everything itself',
    'aws_iam_role',
    set('managed_policy_arns', ['arn:aws:iam::aws:policy/AdministratorAccess']),
  ),
  breakTerraform(
    'IAM-001',
    'allows every action',
    'aws_iam_role_policy',
    replaceText(/"Action":("[^"]+"|\[[^\]]+\])/, '"Action":"*"'),
  ),
  breakTerraform(
    'IAM-001',
    'allows every action of a service',
    'aws_iam_role_policy',
    replaceText(/"Action":("[^"]+"|\[[^\]]+\])/, '"Action":"secretsmanager:*"'),
  ),
  breakTerraform(
    'IAM-001',
    'allows every resource',
    'aws_iam_role_policy',
    replaceText(/"Resource":("[^"]+"|\[[^\]]+\])/, '"Resource":"*"'),
  ),
  breakTerraform(
    'IAM-001',
    'attaches administrator access',
    'aws_iam_role_policy_attachment',
    set('policy_arn', 'arn:aws:iam::aws:policy/AdministratorAccess'),
  ),
  breakTerraform(
    'IAM-001',
    'makes nodes editors of the project',
    'google_project_iam_member',
    set('role', 'roles/editor'),
  ),
  breakTerraform(
    'IAM-002',
    'lets anybody assume a role',
    'aws_iam_role',
    replaceText('"Principal":{"Service":"pods.eks.amazonaws.com"}', '"Principal":"*"'),
    PODS,
  ),
  breakTerraform(
    'IAM-002',
    'lets every service account become a role',
    'aws_iam_role',
    replaceText('aws:RequestTag/kubernetes-service-account', 'aws:RequestTag/other'),
    PODS,
  ),
  breakTerraform(
    'IAM-002',
    'lets every namespace become a role',
    'aws_iam_role',
    replaceText(/"aws:RequestTag\/kubernetes-namespace":"[^"]+"/, '"aws:RequestTag/kubernetes-namespace":"*"'),
    PODS,
  ),
  breakTerraform(
    'IAM-002',
    'lets pods of every cluster become a role',
    'aws_iam_role',
    replaceText('aws:SourceArn', 'aws:Other'),
    PODS,
  ),
  breakTerraform(
    'IAM-003',
    'binds the identity to another namespace',
    'aws_eks_pod_identity_association',
    set('namespace', 'default'),
    bound,
  ),
  breakTerraform('IAM-003', 'drops a binding', 'aws_eks_pod_identity_association', 'remove', bound),
  breakTerraform(
    'IAM-003',
    'shares an identity between services',
    'aws_eks_pod_identity_association',
    set('role_arn', '${aws_iam_role.service-auth.arn}'),
    bound,
  ),
  breakTerraform(
    'IAM-003',
    'binds a Google identity to another namespace',
    'google_service_account_iam_member',
    replaceText('[ledger/ledger]', '[default/ledger]'),
    bound,
  ),
  breakTerraform(
    'IAM-003',
    'renames a role',
    'aws_iam_role',
    set('name', 'renamed'),
    (_, { name }) => name === 'service-ledger',
  ),
  breakManifest(
    'IAM-003',
    'asks for another Google identity',
    'ServiceAccount',
    set('metadata.annotations', {
      'iam.gke.io/gcp-service-account': 'admin@finflow-production-usc1.iam.gserviceaccount.com',
    }),
    (_, { container }) => container === 'usc1/ledger',
  ),
  breakManifest(
    'IAM-003',
    'removes a service account',
    'ServiceAccount',
    'remove',
    (_, { container }) => container === 'use1/ledger',
  ),
  breakTerraform(
    'IAM-001',
    'lets CI hand out every role',
    'google_project_iam_member',
    set('condition.expression', 'true'),
    ({ condition }) => JSON.stringify(condition ?? '').includes('modifiedGrantsByRole'),
  ),
  breakTerraform(
    'IAM-004',
    'trusts the account of staging',
    'aws_iam_role',
    replaceText(/\b\d{12}\b/g, '444444444444'),
    (_, { container }) => container.endsWith('-cluster'),
  ),
  breakTerraform(
    'IAM-004',
    'lets staging publish reminders',
    'aws_sns_topic',
    replaceText(/"AWS":"[^"]+"/, '"AWS":"arn:aws:iam::444444444444:root"'),
    ({ policy }) => typeof policy === 'string' && policy.includes('"AWS":"'),
  ),
  breakTerraform('IAM-004', 'lets staging use a key', 'aws_kms_key', replaceText(/\b\d{12}\b/g, '444444444444')),
  breakTerraform(
    'IAM-004',
    'makes an identity of staging a member',
    'google_project_iam_member',
    set('member', 'serviceAccount:nodes@finflow-staging-usc1.iam.gserviceaccount.com'),
  ),
  breakTerraform(
    'IAM-004',
    'reads the state of another location',
    'data.terraform_remote_state',
    set('config.bucket', 'finflow-production-usc1-state'),
  ),
  breakTerraform(
    'IAM-006',
    'drops the second factor of the tools',
    'cloudflare_zero_trust_access_policy',
    set('require', []),
  ),
  breakTerraform(
    'IAM-006',
    'admits everybody',
    'cloudflare_zero_trust_access_policy',
    set('include', [{ everyone: {} }]),
  ),
  breakTerraform('IAM-006', 'publishes a tool without Access', 'cloudflare_zero_trust_access_application', 'remove'),
  breakStack(
    'IAM-005',
    'lets people administer a cluster without a second factor',
    (stack) => {
      const trust = { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:role/people' } }] };
      set('resource.aws_iam_role.people', { assume_role_policy: JSON.stringify(trust) })(stack);
      set('resource.aws_eks_access_policy_association.people', { principal_arn: '${aws_iam_role.people.arn}' })(stack);
    },
    (_, { container }) => container === 'production-use1-cluster',
  ),
];
