import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const TRUSTING = [
  'aws_iam_openid_connect_provider',
  'aws_iam_role',
  'google_iam_workload_identity_pool',
  'google_iam_workload_identity_pool_provider',
  'google_project_iam_member',
  'google_service_account_iam_member',
  'google_storage_bucket_iam_member',
] as const;

/** Looks for accounts, projects and clusters of another jurisdiction wherever one cloud believes the other, and for whom exactly it believes. */
export const jurisdictionTrust = defineRule<TerraformResource>({
  id: 'IAM-012',
  area: 'iam',
  severity: 'critical',
  title: 'trust between clouds names identities and stays inside of a jurisdiction',
  risk: 'an identity of another jurisdiction, or any identity of an account, reads what only one service may read',
  fix: 'trust the standby of the same jurisdiction, and pin its services by role or service account',
  population: 'roles, identity providers and grants',
  covers: TRUSTING,
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.terraform(...TRUSTING),
  check: (subject, graph) => {
    const jurisdiction = graph.intent.jurisdictionOf(subject.location);
    if (jurisdiction === undefined)
      return unknown(`${subject.location} belongs to no jurisdiction, or to more than one`);
    const abroad = judgeMentions(subject, jurisdiction.name, graph);
    return subject.kind === 'google_iam_workload_identity_pool_provider'
      ? gravest([abroad, judgeCondition(subject)])
      : abroad;
  },
});

function judgeMentions(subject: TerraformResource, jurisdiction: string, graph: ArtifactGraph): Verdict {
  const text = JSON.stringify(subject.written);
  const foreign = graph.intent.platform.locations
    .filter((location) => location.jurisdiction !== jurisdiction)
    .filter(({ account, project, clusterName }) =>
      [account, project, clusterName].some((name) => mentions(text, name)),
    );
  const [first] = foreign;
  return first === undefined
    ? pass()
    : fail(`mentions ${first.name}, which is in ${first.jurisdiction}`, { evidence: first.name });
}

/** A name inside of a longer one is another name. */
const mentions = (text: string, name: string | undefined): boolean =>
  name !== undefined &&
  name !== '' &&
  text
    .split(name)
    .slice(1)
    .some((rest, at) => standsAlone(text.split(name)[at], rest));

const standsAlone = (before: string | undefined, after: string): boolean =>
  !/[\w-]$/.test(before ?? '') && !/^[\w-]/.test(after);

/** Without a condition every identity of the other account becomes a principal here. */
const judgeCondition = (provider: TerraformResource): Verdict =>
  judgeValue(provider.value('attribute_condition'), (condition) =>
    typeof condition === 'string' && /(==|\bin\b)\s*\[?\s*['"]/.test(condition)
      ? pass()
      : fail('every identity of the other account is believed', { evidence: condition ?? null }),
  );
