import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { at, isObject, textAt } from '../../../engine/json.js';
import { fail, gravest, notApplicable, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** Asks for each declared tool of each location, so that a tool published without Access is an absence that shows. */
export const toolsSecondFactor = defineRule<Declared<DeclaredLocation>>({
  id: 'IAM-006',
  area: 'iam',
  severity: 'critical',
  title: 'people reach administration tools only through Access with a second factor',
  risk: 'a stolen password opens the deployment tool of production',
  fix: 'put the tool behind an Access application whose policy requires mfa',
  population: 'declared locations',
  covers: ['cloudflare_zero_trust_access_application', 'cloudflare_zero_trust_access_policy', 'cloudflare_dns_record'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.locations(),
  check: ({ value: { name } }, graph) => {
    const { edge, domain } = graph.intent.platform.environment;
    if (edge === null || edge.tools.length === 0) return notApplicable('no tool is published');
    return gravest(edge.tools.map((tool) => judgeTool(`${tool}-${name}.${domain}`, graph)));
  },
});

function judgeTool(host: string, graph: ArtifactGraph): Verdict {
  const applications = graph
    .terraform('cloudflare_zero_trust_access_application')
    .filter(({ written }) => written['domain'] === host);
  if (applications.length === 0) return fail(`${host} is not behind Access`, { evidence: host });
  return gravest(applications.map((application) => judgeApplication(application, host)));
}

function judgeApplication(application: TerraformResource, host: string): Verdict {
  const policies = application.blocks('policies').map((reference) => reference.target('id'));
  if (policies.length === 0) return fail(`${host} has no Access policy`, { evidence: host });
  return gravest(
    policies.map((policy) => {
      if (policy === undefined) return unknown(`a policy of ${host} is not part of the artefacts`);
      const { written } = policy;
      if (written['decision'] === 'bypass') return fail(`${host} can be reached without Access`, { evidence: host });
      const required = policy.blocks('require').map(({ written: rule }) => textAt(rule, 'auth_method.auth_method'));
      if (!required.includes('mfa')) return fail(`${host} does not require a second factor`, { evidence: policy.id });
      const everyone = policy.blocks('include').some(({ written: rule }) => isObject(at(rule, 'everyone')));
      return everyone ? fail(`${host} admits everybody with a second factor`, { evidence: policy.id }) : pass();
    }),
  );
}
