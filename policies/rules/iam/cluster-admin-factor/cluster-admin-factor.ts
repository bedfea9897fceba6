import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { judgePolicy } from '../../../engine/policy-document.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';
import { asksSecondFactor } from '../second-factor.js';

/** Follows cluster access from its association over the access entry to the role, and asks how people become it. */
export const clusterAdminFactor = defineRule<TerraformResource>({
  id: 'IAM-005',
  area: 'iam',
  severity: 'high',
  title: 'people administer a cluster only with a second factor',
  risk: 'a phished password administers the cluster that processes payments',
  fix: 'let the role trust only roles of IAM Identity Center, or people with aws:MultiFactorAuthPresent',
  population: 'access policies of EKS clusters',
  covers: ['aws_eks_access_policy_association', 'aws_eks_access_entry'],
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.terraform('aws_eks_access_policy_association'),
  check: (association) => {
    const role = roleOf(association);
    if (role === undefined) return unknown('the administrator is not a role of the artefacts');
    return judgePolicy(role, 'assume_role_policy', (statements) =>
      gravest(
        (statements ?? [])
          .filter(({ effect }) => effect === 'Allow')
          .map((statement): Verdict =>
            asksSecondFactor(statement)
              ? pass()
              : fail(`${role.address} can be assumed without a second factor`, { evidence: role.address }),
          ),
      ),
    );
  },
});

function roleOf(association: TerraformResource): TerraformResource | undefined {
  const principal = association.target('principal_arn');
  if (principal?.kind !== 'aws_eks_access_entry') return principal?.kind === 'aws_iam_role' ? principal : undefined;
  return principal.target('principal_arn');
}
