import type { Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
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
  fix: 'let the role trust one permission set of single sign-on, or people with aws:MultiFactorAuthPresent',
  population: 'access policies of EKS clusters',
  covers: ['aws_eks_access_policy_association', 'aws_eks_access_entry'],
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.terraform('aws_eks_access_policy_association'),
  check: (association, graph) => {
    const role = roleOf(association, graph);
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

/** The role behind an association: referred to, or known by the name of a role of the same location. */
function roleOf(association: TerraformResource, graph: ArtifactGraph): TerraformResource | undefined {
  const principal = association.target('principal_arn');
  if (principal === undefined) return roleNamed(association.value('principal_arn'), association, graph);
  if (principal.kind === 'aws_iam_role') return principal;
  if (principal.kind !== 'aws_eks_access_entry') return undefined;
  return principal.target('principal_arn') ?? roleNamed(principal.value('principal_arn'), principal, graph);
}

function roleNamed(arn: Value, { location }: TerraformResource, graph: ArtifactGraph): TerraformResource | undefined {
  if (arn.state !== 'known' || typeof arn.value !== 'string') return undefined;
  const name = arn.value.split(':role/')[1];
  return graph
    .terraform('aws_iam_role')
    .find((role) => role.location === location && role.written['name'] === name && name !== undefined);
}
