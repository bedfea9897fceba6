import type { AcmpcaCertificateAuthority } from '@cdktf/provider-aws/lib/acmpca-certificate-authority/index.js';
import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { CERTIFICATE_ISSUER } from '../../../services/definition/names.js';
import type { AwsLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { podIdentityTrust } from '../cluster/pod-identity.js';
import { policyDocument } from '../policy-document.js';

/** Ends at a workload: whoever holds such a certificate cannot sign others with it. */
const END_ENTITY_TEMPLATE = 'arn:aws:acm-pca:::template/EndEntityCertificate/V1';

/** The controller in the cluster that has certificates signed: by this authority, and never one that may sign itself. */
export function defineCertificateIssuer(
  stack: PlatformStack,
  location: AwsLocation,
  authority: AcmpcaCertificateAuthority,
): void {
  const role = new IamRole(stack, 'certificate-issuer', {
    name: `${location.clusterName}-certificate-issuer`,
    description: `Has certificates of the mesh of ${location.clusterName} signed`,
    assumeRolePolicy: policyDocument([podIdentityTrust(location, CERTIFICATE_ISSUER)]),
  });
  new IamRolePolicy(stack, 'certificate-issuing', {
    name: 'issue-end-entities',
    role: role.name,
    policy: policyDocument([
      {
        Sid: 'IssueEndEntities',
        Effect: 'Allow',
        Action: 'acm-pca:IssueCertificate',
        Resource: authority.arn,
        Condition: { StringEquals: { 'acm-pca:TemplateArn': END_ENTITY_TEMPLATE } },
      },
      {
        Sid: 'ReadCertificates',
        Effect: 'Allow',
        Action: ['acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate'],
        Resource: authority.arn,
      },
    ]),
  });
  new EksPodIdentityAssociation(stack, 'certificate-issuer-pods', {
    clusterName: location.clusterName,
    namespace: CERTIFICATE_ISSUER.namespace,
    serviceAccount: CERTIFICATE_ISSUER.name,
    roleArn: role.arn,
  });
}
