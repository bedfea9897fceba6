import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { asList, at, inWords, textAt, textsAt } from '../../../engine/json.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const LOCK = 'aws_s3_bucket_object_lock_configuration';
const CLOSED = 'aws_s3_bucket_public_access_block';
const CLOSED_BY = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** A trail of CloudTrail, and the bucket that it ends in. */
export function judgeTrail(trail: TerraformResource, location: DeclaredLocation, graph: ArtifactGraph): Verdict {
  const organization = graph.intent.jurisdiction(location.jurisdiction)?.organization?.aws ?? null;
  const required = [
    'is_multi_region_trail',
    'enable_log_file_validation',
    ...(organization?.trailAccount === location.account ? ['is_organization_trail'] : []),
  ];
  return gravest([
    ...required.map((path) => judgeOn(trail, path)),
    // Both are on unless somebody switches them off.
    ...['enable_logging', 'include_global_service_events'].map((path) =>
      trail.written[path] === undefined ? pass() : judgeOn(trail, path),
    ),
    judgeBucket(trail, organization?.archiveAccount, graph),
  ]);
}

function judgeOn(resource: TerraformResource, path: string): Verdict {
  return judgeValue(resource.value(path), (value) =>
    value === true ? pass() : fail(`${resource.address} has ${path} off`, { evidence: value ?? null }),
  );
}

function judgeBucket(trail: TerraformResource, archiveAccount: string | undefined, graph: ArtifactGraph): Verdict {
  const bucket = trail.target('s3_bucket_name');
  if (bucket === undefined) return unknown('the bucket of the trail is not part of the artefacts');
  const of = (kind: string): readonly TerraformResource[] =>
    graph.terraform(kind).filter((each) => each.target('bucket') === bucket);
  return gravest([
    judgeLock(of(LOCK), bucket, graph),
    ...CLOSED_BY.map((path): Verdict => {
      const [closed] = of(CLOSED);
      return closed === undefined
        ? fail(`${bucket.address} may become public`, { evidence: null })
        : judgeOn(closed, path);
    }),
    judgeOwner(bucket, archiveAccount, graph),
  ]);
}

function judgeLock(locks: readonly TerraformResource[], bucket: TerraformResource, graph: ArtifactGraph): Verdict {
  const [lock] = locks;
  if (lock === undefined) return fail(`${bucket.address} has no lock: its objects can be deleted`, { evidence: null });
  const required = graph.intent.platform.environment.retention.auditLogsDays;
  const retention = 'rule.0.default_retention.0';
  return gravest([
    judgeValue(lock.value(`${retention}.mode`), (mode) =>
      mode === 'COMPLIANCE'
        ? pass()
        : fail(`${lock.address} can be lifted: ${inWords(mode ?? null)}`, { evidence: mode ?? null }),
    ),
    judgeValue(lock.value(`${retention}.days`), (days) =>
      typeof days === 'number' && days >= required
        ? pass()
        : fail(`${lock.address} holds for ${inWords(days ?? null)} days; ${required} are required`, {
            evidence: days ?? null,
            source: 'environment.retention.auditLogsDays',
          }),
    ),
  ]);
}

/** The account of a resource is that of its provider. */
function judgeOwner(bucket: TerraformResource, archiveAccount: string | undefined, graph: ArtifactGraph): Verdict {
  if (archiveAccount === undefined) return pass();
  const stack = graph.stacks.find(({ name }) => name === bucket.stack);
  const alias = /^aws\.(.+)$/.exec(inWords(bucket.written['provider'] ?? null))?.[1];
  const provider = asList(at(stack?.providers ?? null, 'aws')).find((each) => textAt(each, 'alias') === alias);
  const accounts = textsAt(provider ?? null, 'allowed_account_ids');
  return accounts.length === 1 && accounts[0] === archiveAccount
    ? pass()
    : fail(`${bucket.address} lies in account ${accounts.join(', ')}, not in the archive ${archiveAccount}`, {
        evidence: [...accounts],
      });
}
