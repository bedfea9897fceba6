import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { textAt } from '../../../engine/json.js';
import { fail, gravest, notApplicable, pass, type Verdict } from '../../../engine/outcome.js';
import { judgePolicy, type PolicyStatement } from '../../../engine/policy-document.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';
import { identityName } from '../service-account-role/cloud-binding.js';

/** Compares what the cloud lets a service's identity read with the secrets that its definition names. */
export const ownSecrets = defineRule<Declared<DeclaredService>>({
  id: 'IAM-007',
  area: 'iam',
  severity: 'critical',
  title: 'a service reads its own declared secrets and nobody else’s',
  risk: 'whoever takes over one service reads the credentials of all of them',
  fix: 'name exactly the declared secrets in the grant of the service’s identity',
  population: 'every declared service with secrets, in every location it is placed in',
  covers: ['aws_iam_role_policy', 'google_project_iam_member'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.placements().filter(({ value }) => value.secrets.length > 0),
  check: ({ value: service, location }, graph) => {
    const declared = new Set(service.secrets.flatMap(({ remoteKeys }) => remoteKeys[location] ?? []));
    const identity = service.derived.cloudIdentity[location];
    if (identity === undefined) return notApplicable('the service has no cloud identity here');
    return graph.intent.location(location)?.cloud === 'gcp'
      ? judgeGoogle(identity, declared, location, graph)
      : judgeAws(identity, declared, location, graph);
  },
});

/** Secrets Manager appends six characters to a secret's name. */
const SECRET_ARN = /^arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:([^*?]+)-\?{6}$/;

function judgeAws(identity: string, declared: ReadonlySet<string>, location: string, graph: ArtifactGraph): Verdict {
  const policies = grantsTo('aws_iam_role_policy', 'role', identity, location, graph);
  const readable: string[] = [];
  const verdicts = policies.map((policy) =>
    judgePolicy(policy, 'policy', (statements = []) => {
      const reading = statements.filter(readsSecrets);
      readable.push(...reading.flatMap(({ resources }) => resources.flatMap((arn) => SECRET_ARN.exec(arn)?.[1] ?? [])));
      const vague = reading.flatMap(({ resources, notResources }) => [
        ...resources.filter((arn) => !SECRET_ARN.test(arn)),
        ...notResources.map((arn) => `everything but ${arn}`),
      ]);
      return vague.length === 0 ? pass() : fail(`${identity} may read ${vague.join(', ')}`, { evidence: vague });
    }),
  );
  return gravest([...verdicts, compare(identity, readable, declared)]);
}

function readsSecrets({ effect, actions, notActions }: PolicyStatement): boolean {
  if (effect !== 'Allow') return false;
  return notActions.length > 0 || actions.some((action) => action === '*' || /^secretsmanager:/i.test(action));
}

const VERSION_OF_SECRET = /^resource\.name\.startsWith\("projects\/[^"/]+\/secrets\/([\w-]+)\/versions\/"\)$/;

function judgeGoogle(identity: string, declared: ReadonlySet<string>, location: string, graph: ArtifactGraph): Verdict {
  const grants = grantsTo('google_project_iam_member', 'member', identity, location, graph).filter(({ written }) =>
    textAt(written, 'role')?.startsWith('roles/secretmanager.'),
  );
  const readable: string[] = [];
  const vague: string[] = [];
  for (const grant of grants) {
    // The expression holds the project's number, which only the cloud knows; the names of the secrets are written out.
    const expression = textAt(grant.blocks('condition')[0]?.written ?? null, 'expression') ?? '';
    for (const clause of expression.split(' || ')) {
      const secret = VERSION_OF_SECRET.exec(clause)?.[1];
      if (secret === undefined) vague.push(expression === '' ? 'every secret of the project' : clause);
      else readable.push(secret);
    }
  }
  return vague.length === 0
    ? compare(identity, readable, declared)
    : fail(`${identity} may read ${vague.join(', ')}`, { evidence: vague });
}

function compare(identity: string, readable: readonly string[], declared: ReadonlySet<string>): Verdict {
  const foreign = readable.filter((secret) => !declared.has(secret));
  if (foreign.length > 0)
    return fail(`${identity} may read ${foreign.join(', ')}, which its service does not declare`, {
      evidence: foreign,
    });
  const missing = [...declared].filter((secret) => !readable.includes(secret));
  return missing.length === 0
    ? pass()
    : fail(`${identity} cannot read ${missing.join(', ')}, which its service declares`, { evidence: missing });
}

/** Grants of a type whose attribute names the identity, by its name or by a reference to it. */
function grantsTo(
  type: string,
  attribute: string,
  identity: string,
  location: string,
  graph: ArtifactGraph,
): readonly TerraformResource[] {
  return graph.terraform(type).filter((grant) => {
    if (grant.location !== location) return false;
    const grantee = grant.value(attribute);
    if (grantee.state === 'reference') return identityName(grantee.resource) === identity;
    return grantee.state === 'known' && grantee.value === identity;
  });
}
