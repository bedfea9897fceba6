import type { ArtifactGraph } from '../../../engine/graph.js';
import { asList, canonicalJson, inWords, isObject } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const TRUSTING = [
  'aws_iam_role',
  'aws_kms_key',
  'aws_s3_bucket_policy',
  'aws_sns_topic_policy',
  'aws_secretsmanager_secret_policy',
  'aws_sns_topic',
  'aws_vpc_endpoint',
] as const;
const MEMBERS = [
  'google_project_iam_member',
  'google_service_account_iam_member',
  'google_kms_crypto_key_iam_member',
  'google_pubsub_topic_iam_member',
  'google_storage_bucket_iam_member',
  'google_secret_manager_secret_iam_member',
] as const;

/** Looks for account numbers, projects and states of another environment wherever trust is written down. */
export const environmentTrust = defineRule<TerraformResource>({
  id: 'IAM-004',
  area: 'iam',
  severity: 'critical',
  title: 'nothing trusts another environment',
  risk: 'whoever takes over a test environment continues into production',
  fix: 'remove the foreign account, project or state; environments share nothing',
  population: 'trust policies, key and endpoint policies, role grants and state reads',
  covers: [...TRUSTING, ...MEMBERS, 'data.terraform_remote_state'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.terraform(...TRUSTING, ...MEMBERS, 'data.terraform_remote_state'),
  check: (subject, graph) => {
    if (subject.kind === 'terraform_remote_state') return judgeStateRead(subject, graph);
    return gravest([judgeAccounts(subject, graph), judgeProjects(subject, graph)]);
  },
});

function judgeAccounts(subject: TerraformResource, graph: ArtifactGraph): Verdict {
  const { locations, jurisdictions } = graph.intent.platform;
  const own = [
    ...locations.flatMap(({ account }) => account ?? []),
    ...jurisdictions.flatMap(({ organization }) => organization?.aws?.archiveAccount ?? []),
  ];
  const policies = ['assume_role_policy', 'policy'].map((path) => JSON.stringify(subject.written[path] ?? ''));
  const mentioned = policies.flatMap((text) =>
    [...text.matchAll(/(?<![\w-])\d{12}(?![\w-])/g)].map(([account]) => account),
  );
  const foreign = [...new Set(mentioned)].filter((account) => !own.includes(account));
  return foreign.length === 0
    ? pass()
    : fail(`trusts account ${foreign.join(', ')}, which is not of this environment`, { evidence: foreign });
}

function judgeProjects(subject: TerraformResource, graph: ArtifactGraph): Verdict {
  const own = graph.intent.platform.locations.flatMap(({ project }) => project ?? []);
  const members = [...subject.values('members'), subject.value('member')]
    .flatMap((member) => (member.state === 'known' ? [inWords(member.value)] : []))
    // Agents of Google's own services live in projects of Google and carry our project number, not its id.
    .map((member) =>
      /@([a-z][a-z0-9-]+)\.iam\.gserviceaccount\.com$|^serviceAccount:([a-z][a-z0-9-]+)\.svc\.id\.goog\[/.exec(member),
    )
    .flatMap((match) => match?.[1] ?? match?.[2] ?? [])
    .filter((project) => !/^(gcp-sa-|compute-system$|container-engine-robot$)/.test(project));
  const foreign = members.filter((project) => !own.includes(project));
  return foreign.length === 0
    ? pass()
    : fail(`trusts project ${foreign.join(', ')}, which is not of this environment`, { evidence: foreign });
}

/** A stack may read states of its own location only: the survivor must plan while the other cloud is down. */
function judgeStateRead(read: TerraformResource, graph: ArtifactGraph): Verdict {
  const { config } = read.written;
  const settings = isObject(asList(config)[0]) ? asList(config)[0] : {};
  const buckets = graph.intent.location(read.location)?.state;
  const bucket = isObject(settings) ? settings['bucket'] : undefined;
  if (bucket === undefined || buckets?.bucket === undefined) return pass();
  return bucket === buckets.bucket
    ? pass()
    : fail(`reads state from ${inWords(bucket)}; its own location keeps it in ${buckets.bucket}`, {
        evidence: canonicalJson(settings ?? {}),
      });
}
