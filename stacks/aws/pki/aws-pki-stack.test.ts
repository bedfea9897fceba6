import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../testing/policy-statements.js';
import { found, platformOf, resourceCounts, resourceOf, synthesized } from '../../testing/synthesized-stacks.js';

const stack = found(synthesized([platformOf('production')]).get('production-use1-pki'), 'stack');

describe('AwsPkiStack', () => {
  it('has one authority below the root, and one identity that has certificates signed', () => {
    expect(resourceCounts(stack)).toEqual({
      aws_acmpca_certificate_authority: 1,
      aws_eks_pod_identity_association: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
    });
  });

  it('signs for days, with a key that stays in AWS', () => {
    expect(resourceOf(stack, 'aws_acmpca_certificate_authority', 'intermediate')).toMatchObject({
      certificate_authority_configuration: {
        key_algorithm: 'EC_prime256v1',
        subject: { common_name: 'use1 mesh authority of production.finflow.example' },
      },
      lifecycle: { prevent_destroy: true },
      permanent_deletion_time_in_days: 30,
      type: 'SUBORDINATE',
      usage_mode: 'SHORT_LIVED_CERTIFICATE',
    });
  });

  it('keeps within the 64 characters of a common name', () => {
    for (const name of ['production', 'staging', 'local']) {
      const json = found(synthesized([platformOf(name)]).get(`${name}-use1-pki`), name);
      const authority = resourceOf(json, 'aws_acmpca_certificate_authority', 'intermediate');
      const { subject } = authority['certificate_authority_configuration'] as { subject: { common_name: string } };
      expect(subject.common_name.length).toBeLessThanOrEqual(64);
    }
  });

  it('lets the issuer ask for end entities of this authority only', () => {
    const [issue, read] = statementsOf(resourceOf(stack, 'aws_iam_role_policy', 'certificate-issuing')['policy']);
    expect(issue).toMatchObject({
      Action: 'acm-pca:IssueCertificate',
      Condition: { StringEquals: { 'acm-pca:TemplateArn': 'arn:aws:acm-pca:::template/EndEntityCertificate/V1' } },
      Resource: '${aws_acmpca_certificate_authority.intermediate.arn}',
    });
    expect(read?.Resource).toBe(issue?.Resource);
  });

  it('trusts one service account of this cluster', () => {
    const [trust] = statementsOf(resourceOf(stack, 'aws_iam_role', 'certificate-issuer')['assume_role_policy']);
    expect(trust?.Condition?.['StringEquals']).toMatchObject({
      'aws:RequestTag/kubernetes-namespace': 'cert-manager',
      'aws:RequestTag/kubernetes-service-account': 'aws-privateca-issuer',
    });
    expect(resourceOf(stack, 'aws_eks_pod_identity_association', 'certificate-issuer-pods')).toMatchObject({
      cluster_name: 'finflow-production-use1',
      role_arn: '${aws_iam_role.certificate-issuer.arn}',
    });
  });
});
