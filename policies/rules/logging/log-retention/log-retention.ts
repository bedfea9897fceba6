import { judgeValue, type Attributes } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const MIN_DAYS = 365;
const STORES = {
  aws: { kind: 'aws_cloudwatch_log_group', days: 'retention_in_days' },
  gcp: { kind: 'google_logging_project_bucket_config', days: 'retention_days' },
} as const;

const SINK = 'google_logging_project_sink';

/** Every location keeps its audit trail for at least a year, and as long as the environment declares. */
export const logRetention = defineRule<Declared<DeclaredLocation>>({
  id: 'LOG-002',
  area: 'logging',
  severity: 'high',
  title: 'audit logs are kept for twelve months or longer, as declared',
  risk: 'an intrusion that is noticed late can no longer be traced back',
  fix: 'set the retention of the log store to the declared audit retention',
  population: 'declared locations',
  covers: [STORES.aws.kind, STORES.gcp.kind, SINK],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.locations(),
  check: ({ value: { name, cloud } }, graph) => {
    const stores = graph.terraform(STORES[cloud].kind).filter(({ location }) => location === name);
    if (stores.length === 0)
      return fail('no log store with a retention of its own: the default of the cloud applies', { evidence: null });
    const kept = stores.map((store) => judgeStore(store, STORES[cloud].days, store.address, graph));
    return gravest([...kept, ...(cloud === 'gcp' ? [judgeFeed(stores, graph)] : [])]);
  },
});

function judgeStore(store: Attributes, path: string, address: string, graph: ArtifactGraph): Verdict {
  const declared = graph.intent.platform.environment.retention.auditLogsDays;
  const required = Math.max(MIN_DAYS, declared);
  return judgeValue(store.value(path), (days) => {
    // CloudWatch keeps forever what has no retention, or one of 0 days.
    if (store.written[path] === undefined && path === STORES.aws.days) return pass();
    if (days === 0 && path === STORES.aws.days) return pass();
    return typeof days === 'number' && days >= required
      ? pass()
      : fail(
          `${address} keeps logs for ${days === undefined ? 'the default of' : inWords(days)} days; ${required} are required`,
          {
            evidence: days ?? null,
            source: 'environment.retention.auditLogsDays',
          },
        );
  });
}

/** A bucket holds nothing until a sink of the project leads into it. */
function judgeFeed(buckets: readonly TerraformResource[], graph: ArtifactGraph): Verdict {
  const destinations = graph
    .terraform(SINK)
    .filter(({ written }) => written['disabled'] !== true)
    .map(({ stack, written }) => `${stack} ${inWords(written['destination'])}`);
  const idle = buckets.filter(
    ({ stack, address }) => !destinations.some((to) => to.startsWith(stack) && to.includes(`\${${address}.`)),
  );
  return idle.length < buckets.length
    ? pass()
    : fail(`no sink leads into ${idle.map(({ address }) => address).join(', ')}`, { evidence: destinations });
}
