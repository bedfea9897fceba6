import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { serviceAccountRole } from './service-account-role.js';

const whole = exampleIntent();
const placedIn = (...locations: string[]) => ({
  ...whole,
  services: whole.services.slice(0, 1).map((service) => ({ ...service, locations })),
});

const account = (annotations = '{}') =>
  `{apiVersion: v1, kind: ServiceAccount, metadata: {name: payments, namespace: payments, annotations: ${annotations}}}`;

const aws = (role: string, extra = {}) => ({
  'example-use1-cluster': {
    resource: {
      aws_iam_role: { payments: { name: role } },
      aws_eks_pod_identity_association: {
        payments: { namespace: 'payments', service_account: 'payments', role_arn: '${aws_iam_role.payments.arn}' },
        ...extra,
      },
    },
  },
});

const gcp = {
  'example-usc1-cluster': {
    resource: {
      google_service_account: { payments: { account_id: 'e-usc1-payments' } },
      google_service_account_iam_member: {
        payments: {
          service_account_id: '${google_service_account.payments.name}',
          role: 'roles/iam.workloadIdentityUser',
          member: 'serviceAccount:finflow-example-usc1.svc.id.goog[payments/payments]',
        },
      },
    },
  },
};

describe('IAM-003 service account and cloud identity', () => {
  const use1 = { intent: placedIn('use1'), manifests: { 'use1/payments': account() } };

  it('passes one identity for one service account', () => {
    expect(outcomesOf(serviceAccountRole, { ...use1, stacks: aws('e-use1-payments') })).toEqual(['pass']);
  });

  it('passes Workload Identity when the annotation names the declared account', () => {
    const annotations =
      '{iam.gke.io/gcp-service-account: e-usc1-payments@finflow-example-usc1.iam.gserviceaccount.com}';
    const artifacts = { intent: placedIn('usc1'), manifests: { 'usc1/payments': account(annotations) }, stacks: gcp };
    expect(outcomesOf(serviceAccountRole, artifacts)).toEqual(['pass']);
    expect(outcomesOf(serviceAccountRole, { ...artifacts, manifests: { 'usc1/payments': account() } })).toEqual([
      'fail',
    ]);
  });

  it('fails an identity with another name, a shared one, and a missing one', () => {
    const shared = {
      stranger: { namespace: 'statements', service_account: 'statements', role_arn: '${aws_iam_role.payments.arn}' },
    };
    const messages = [
      { ...use1, stacks: aws('admin') },
      { ...use1, stacks: aws('e-use1-payments', shared) },
      use1,
    ].flatMap((artifacts) => messagesOf(serviceAccountRole, artifacts));
    expect(messages).toEqual([
      'bound to admin; declared is e-use1-payments',
      'e-use1-payments is also used by statements/statements',
      'no cloud identity is bound to payments/payments',
    ]);
  });

  it('fails where the cluster has no such service account', () => {
    expect(messagesOf(serviceAccountRole, { intent: placedIn('use1'), stacks: aws('e-use1-payments') })).toEqual([
      'ServiceAccount payments/payments is missing in use1',
    ]);
  });

  it('does not know a role that was made elsewhere', () => {
    const stacks = structuredClone(aws('e-use1-payments'));
    stacks['example-use1-cluster'].resource.aws_eks_pod_identity_association.payments.role_arn = '${var.role}';
    expect(outcomesOf(serviceAccountRole, { ...use1, stacks })).toEqual(['unknown']);
  });

  it('is not applicable where no service is placed', () => {
    expect(outcomesOf(serviceAccountRole, { intent: placedIn() })).toEqual(['not-applicable']);
  });
});
