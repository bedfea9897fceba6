import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { cloudBindings, identityName } from './cloud-binding.js';

/** Holds three descriptions of one identity together: the definition, the cloud's binding and the ServiceAccount. */
export const serviceAccountRole = defineRule<Declared<DeclaredService>>({
  id: 'IAM-003',
  area: 'iam',
  severity: 'critical',
  title: 'each service account has one cloud identity, and that identity has no other user',
  risk: 'two services share permissions, or a service gets those of its neighbour',
  fix: 'bind the declared identity to the service account of its own namespace, and to nothing else',
  population: 'every declared service in every location it is placed in',
  covers: ['aws_eks_pod_identity_association', 'google_service_account_iam_member', 'ServiceAccount'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) =>
    gravest([judgeBinding(service, location, graph), judgeServiceAccount(service, location, graph)]),
});

function judgeBinding(service: DeclaredService, location: string, graph: ArtifactGraph): Verdict {
  const { namespace, serviceAccount, cloudIdentity } = service.derived;
  const bindings = cloudBindings(graph, location);
  const own = bindings.filter(
    (binding) => binding.namespace === namespace && binding.serviceAccount === serviceAccount,
  );
  const [binding] = own;
  if (binding === undefined)
    return fail(`no cloud identity is bound to ${namespace}/${serviceAccount}`, {
      evidence: cloudIdentity[location] ?? null,
    });
  if (own.length > 1)
    return fail(`${own.length} cloud identities are bound to ${namespace}/${serviceAccount}`, {
      evidence: own.map(({ resource }) => resource.id),
    });
  const { identity } = binding;
  if (identity === undefined) return unknown('the bound identity is not part of the artefacts');
  const name = identityName(identity);
  if (name !== cloudIdentity[location])
    return fail(`bound to ${name}; declared is ${String(cloudIdentity[location])}`, { evidence: name });
  const others = bindings.filter((other) => other !== binding && other.identity === identity);
  return others.length === 0
    ? pass()
    : fail(
        `${name} is also used by ${others.map((other) => `${other.namespace}/${other.serviceAccount}`).join(', ')}`,
        {
          evidence: others.map(({ resource }) => resource.id),
        },
      );
}

/** Workload Identity works by an annotation; whoever edits it chooses the identity. */
function judgeServiceAccount(service: DeclaredService, location: string, graph: ArtifactGraph): Verdict {
  const { namespace, serviceAccount, cloudIdentity } = service.derived;
  const account = graph
    .inNamespace('ServiceAccount', location, namespace)
    .find(({ objectName }) => objectName === serviceAccount);
  if (account === undefined)
    return fail(`ServiceAccount ${namespace}/${serviceAccount} is missing in ${location}`, { evidence: null });
  const declared = graph.intent.location(location);
  if (declared?.cloud !== 'gcp') return pass();
  const expected = `${String(cloudIdentity[location])}@${String(declared.project)}.iam.gserviceaccount.com`;
  const written = account.annotation('iam.gke.io/gcp-service-account');
  return written === expected
    ? pass()
    : fail(`its ServiceAccount asks for ${written ?? 'no identity'}; declared is ${expected}`, {
        evidence: written ?? null,
      });
}
