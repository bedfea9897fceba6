import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { inWords, textAt } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const SECONDS_PER_DAY = 86_400;
const ACTIVITY = 'cloudaudit.googleapis.com/activity';
const ACCESS = 'cloudaudit.googleapis.com/data_access';

/** Where the audit logs of a Google Cloud project end: a locked log bucket, and a copy in the archive project. */
export function judgeArchive(location: DeclaredLocation, graph: ArtifactGraph): Verdict {
  const here = (kind: string): readonly TerraformResource[] =>
    graph.terraform(kind).filter((resource) => resource.location === location.name);
  const stores = here('google_logging_project_bucket_config');
  const archiveProject = graph.intent.jurisdiction(location.jurisdiction)?.organization?.gcp?.archiveProject;
  return gravest([
    ...(stores.length === 0 ? [fail('no log bucket of its own keeps the audit trail', { evidence: null })] : []),
    ...stores.map((store) =>
      judgeValue(store.value('locked'), (locked) =>
        locked === true
          ? pass()
          : fail(`${store.address} can be emptied: it is not locked`, { evidence: locked ?? null }),
      ),
    ),
    ...(archiveProject === undefined
      ? []
      : [judgeCopy(here('google_storage_bucket'), here('google_logging_project_sink'), archiveProject, graph)]),
  ]);
}

function judgeCopy(
  buckets: readonly TerraformResource[],
  sinks: readonly TerraformResource[],
  archiveProject: string,
  graph: ArtifactGraph,
): Verdict {
  const archives = buckets.filter(({ written }) => textAt(written, 'project') === archiveProject);
  if (archives.length === 0) return fail(`no bucket in ${archiveProject} holds a copy`, { evidence: archiveProject });
  return gravest(archives.map((bucket) => gravest([judgeRetention(bucket, graph), judgeFeed(bucket, sinks)])));
}

function judgeRetention(bucket: TerraformResource, graph: ArtifactGraph): Verdict {
  const required = graph.intent.platform.environment.retention.auditLogsDays * SECONDS_PER_DAY;
  return gravest([
    judgeValue(bucket.value('retention_policy.0.is_locked'), (locked) =>
      locked === true ? pass() : fail(`${bucket.address} is not locked`, { evidence: locked ?? null }),
    ),
    judgeValue(bucket.value('retention_policy.0.retention_period'), (seconds) =>
      typeof seconds === 'number' && seconds >= required
        ? pass()
        : fail(`${bucket.address} keeps objects for ${inWords(seconds ?? null)} s; ${required} are required`, {
            evidence: seconds ?? null,
            source: 'environment.retention.auditLogsDays',
          }),
    ),
    judgeValue(bucket.value('public_access_prevention'), (prevention) =>
      prevention === 'enforced'
        ? pass()
        : fail(`${bucket.address} may become public`, { evidence: prevention ?? null }),
    ),
  ]);
}

function judgeFeed(bucket: TerraformResource, sinks: readonly TerraformResource[]): Verdict {
  const name = inWords(bucket.written['name'] ?? null);
  const feeding = sinks.filter(({ written }) => {
    const destination = textAt(written, 'destination') ?? '';
    const leads = destination.endsWith(`/${name}`) || destination.includes(`\${${bucket.address}.`);
    return leads && written['disabled'] !== true && destination.startsWith('storage.googleapis.com/');
  });
  const complete = feeding.some(({ written }) => {
    const filter = textAt(written, 'filter') ?? '';
    return filter === '' || [ACTIVITY, ACCESS].every((log) => filter.includes(log));
  });
  return complete ? pass() : fail(`no sink copies the audit logs into ${bucket.address}`, { evidence: feeding.length });
}
