import type { Attributes } from '../../../engine/attributes.js';
import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Json } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { judgePolicy, type PolicyStatement } from '../../../engine/policy-document.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** A setting of a bucket is a resource of its own; without it AWS's default holds. */
interface Setting {
  readonly kind: string;
  readonly otherwise: string;
  readonly judge: (setting: Attributes) => Verdict;
}

const must =
  (path: string, wanted: Json, otherwise: string) =>
  (setting: Attributes): Verdict =>
    judgeValue(setting.value(path), (value) =>
      value === wanted ? pass() : fail(otherwise, { evidence: value ?? null }),
    );

const CLOSED = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

const SETTINGS: readonly Setting[] = [
  {
    kind: 'aws_s3_bucket_public_access_block',
    otherwise: 'nothing keeps the bucket from becoming public',
    judge: (setting) => gravest(CLOSED.map((path) => must(path, true, `${path} leaves a way to the public`)(setting))),
  },
  {
    kind: 'aws_s3_bucket_versioning',
    otherwise: 'what is overwritten or deleted is gone: versioning is off',
    judge: must('versioning_configuration.0.status', 'Enabled', 'what is overwritten or deleted is gone'),
  },
  {
    kind: 'aws_s3_bucket_server_side_encryption_configuration',
    otherwise: 'no key of our own is named',
    // Which key it is, the rule about keys asks.
    judge: () => pass(),
  },
  {
    kind: 'aws_s3_bucket_ownership_controls',
    otherwise: 'whoever writes an object may give it away by an ACL',
    judge: must('rule.0.object_ownership', 'BucketOwnerEnforced', 'objects can carry ACLs of their own'),
  },
  {
    kind: 'aws_s3_bucket_policy',
    otherwise: 'plain text is answered: the bucket has no policy',
    judge: (setting) =>
      judgePolicy(setting, 'policy', (statements = []) =>
        statements.some(refusesPlainText)
          ? pass()
          : fail('plain text is answered', { evidence: statements.map(({ sid }) => sid) }),
      ),
  },
];

/** Reads each bucket together with the resources that set it up, wherever in its stack they stand. */
export const closedBuckets = defineRule<TerraformResource>({
  id: 'DATA-002',
  area: 'data',
  severity: 'critical',
  title: 'a bucket is private, versioned, encrypted with a key of our own, and speaks TLS only',
  risk: 'backups, states or logs are readable by anybody, or gone after one wrong call',
  fix: 'add the missing setting; stacks/aws/guarded-bucket.ts makes a bucket with all of them',
  population: 'S3 buckets',
  covers: [
    'aws_s3_bucket',
    ...SETTINGS.map(({ kind }) => kind),
    'aws_s3_bucket_lifecycle_configuration',
    'aws_s3_bucket_object_lock_configuration',
  ],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.terraform('aws_s3_bucket'),
  check: (bucket, graph) => {
    const faults = SETTINGS.map((setting) => judgeSetting(setting, bucket, graph)).filter(
      ({ outcome }) => outcome !== 'pass',
    );
    return faults.length === 0 ? pass() : faults;
  },
});

function judgeSetting({ kind, otherwise, judge }: Setting, bucket: TerraformResource, graph: ArtifactGraph): Verdict {
  const own = graph.terraform(kind).filter((setting) => setting.target('bucket') === bucket);
  return own.length === 0 ? fail(otherwise, { evidence: kind }) : gravest(own.map(judge));
}

function refusesPlainText({ effect, actions, principals, conditions }: PolicyStatement): boolean {
  return (
    effect === 'Deny' &&
    actions.includes('s3:*') &&
    principals.some(({ id }) => id === '*') &&
    conditions.some(
      ({ operator, key, values }) => operator === 'Bool' && key === 'aws:SecureTransport' && values.includes('false'),
    )
  );
}
