import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredJurisdiction } from '../../../engine/intent-schema.js';
import { inWords, isList } from '../../../engine/json.js';
import { fail, gravest, notApplicable, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const JOB = 'cloudflare_logpush_job';
const BUCKET = 'cloudflare_r2_bucket';
const LOCK = 'cloudflare_r2_bucket_lock';
/** What an investigation asks for: every request, and what the firewall did with it. */
const DATASETS = ['http_requests', 'firewall_events'];
/** Fields that carry tokens or personal data of requests. */
const TELLING = /query|uri$|cookie|headers?$|referer/i;
const SECONDS_PER_DAY = 86_400;

/** Follows host → log job → bucket → lock, and holds the bucket's place against the jurisdiction. */
export const edgeRequestLogs = defineRule<Declared<DeclaredJurisdiction>>({
  id: 'LOG-007',
  area: 'logging',
  severity: 'high',
  title: 'requests to public hosts are logged inside of their jurisdiction and cannot be deleted',
  risk: 'an attack at the edge leaves no trace, or its trace holds tokens or leaves the jurisdiction',
  fix: 'push both datasets of every host to a locked bucket of the jurisdiction, without query strings and headers',
  population: 'declared jurisdictions',
  covers: [JOB, BUCKET, LOCK, 'cloudflare_r2_bucket_lifecycle'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.jurisdictions(),
  check: ({ value: jurisdiction }, graph) => {
    if (graph.intent.platform.environment.edge === null) return notApplicable('the environment declares no edge');
    return gravest(
      Object.values(jurisdiction.hosts).flatMap((host) =>
        DATASETS.map((dataset) => judgeHost(host, dataset, jurisdiction, graph)),
      ),
    );
  },
});

function judgeHost(host: string, dataset: string, jurisdiction: DeclaredJurisdiction, graph: ArtifactGraph): Verdict {
  const jobs = graph
    .terraform(JOB)
    .filter(({ written }) => written['dataset'] === dataset && written['enabled'] === true)
    .filter(({ written }) => inWords(written['filter']).includes(`"${host}"`));
  if (jobs.length === 0) return fail(`nobody keeps ${dataset} of ${host}`, { evidence: host });
  return gravest(jobs.flatMap((job) => [judgeFields(job), judgeBucket(job, jurisdiction, graph)]));
}

const judgeFields = (job: TerraformResource): Verdict =>
  judgeValue(job.value('output_options.field_names'), (fields) => {
    const telling = isList(fields) ? fields.filter((field) => TELLING.test(inWords(field))) : [];
    return telling.length === 0
      ? pass()
      : fail(`${job.address} writes ${telling.map(inWords).join(', ')}`, { evidence: telling });
  });

function judgeBucket(job: TerraformResource, jurisdiction: DeclaredJurisdiction, graph: ArtifactGraph): Verdict {
  const destination = inWords(job.written['destination_conf']);
  const bucket = graph
    .terraform(BUCKET)
    .find(({ written }) => destination.startsWith(`r2://${inWords(written['name'])}/`));
  if (bucket === undefined) return fail(`${job.address} writes to no bucket of the output`, { evidence: JOB });
  const place = inWords(bucket.written['jurisdiction'] ?? 'default');
  const { regionKey, name } = jurisdiction;
  if (regionKey !== null && place !== regionKey) {
    return fail(`${bucket.address} is not bound to ${regionKey}; logs of ${name} may leave it`, { evidence: place });
  }
  return judgeLock(bucket, graph);
}

function judgeLock(bucket: TerraformResource, graph: ArtifactGraph): Verdict {
  const required = graph.intent.platform.environment.retention.auditLogsDays * SECONDS_PER_DAY;
  const rules = graph
    .terraform(LOCK)
    .filter((lock) => {
      const locked = lock.value('bucket_name');
      return locked.state === 'known' && locked.value === bucket.written['name'];
    })
    .flatMap((lock) => lock.blocks('rules'))
    .filter(({ written }) => written['enabled'] === true && inWords(written['prefix'] ?? '') === '');
  const longEnough = rules.some((rule) => {
    const seconds = rule.value('condition.max_age_seconds');
    return seconds.state === 'known' && typeof seconds.value === 'number' && seconds.value >= required;
  });
  return longEnough
    ? pass()
    : fail(`${bucket.address} is not locked for the ${required / SECONDS_PER_DAY} days of audit logs`, {
        evidence: rules.length,
        source: 'environment.retention.auditLogsDays',
      });
}
