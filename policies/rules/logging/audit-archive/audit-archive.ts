import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { fail, gravest, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { judgeArchive } from './judge-archive.js';
import { judgeTrail } from './judge-trail.js';

/** Asks each location for its trail, and follows that to the bucket where it ends. */
export const auditArchive = defineRule<Declared<DeclaredLocation>>({
  id: 'LOG-004',
  area: 'logging',
  severity: 'critical',
  title: 'the audit trail is complete, and nobody can change or delete it',
  risk: 'an intruder removes the evidence, or works in a region that nobody records',
  fix: 'record every region, sign the files, and deliver to a locked bucket of the archive account or project',
  population: 'declared locations',
  covers: [
    'aws_cloudtrail',
    'aws_s3_bucket',
    'aws_s3_bucket_lifecycle_configuration',
    'aws_s3_bucket_object_lock_configuration',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_versioning',
    'google_storage_bucket',
  ],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.locations(),
  check: ({ value: location }, graph) =>
    location.cloud === 'aws' ? judgeAws(location, graph) : judgeArchive(location, graph),
});

function judgeAws(location: DeclaredLocation, graph: ArtifactGraph): Verdict {
  const trails = graph.terraform('aws_cloudtrail').filter((trail) => trail.location === location.name);
  return trails.length === 0
    ? fail('no trail records what happens in the account', { evidence: null })
    : gravest(trails.map((trail) => judgeTrail(trail, location, graph)));
}
