import type { AuditResult } from '../../policies/audit.js';
import type { PostureChange, WaiverChange } from './comparison.js';
import { same } from './difference.js';

type Finding = AuditResult['findings'][number];
type Judged = 'fails' | 'unknown' | 'waived' | 'fine';

/** Rules whose judgement of a resource moved, one entry a rule and direction, gravest rule first. */
export function comparePosture(
  environment: string,
  base: AuditResult | undefined,
  head: AuditResult | undefined,
): PostureChange[] {
  const [before, after] = [judgements(base), judgements(head)];
  const titles = new Map([...(base?.rules ?? []), ...(head?.rules ?? [])].map(({ id, title }) => [id, title]));
  const changes = new Map<string, PostureChange>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [earlier, later] = [before.get(key), after.get(key)];
    const finding = later?.finding ?? earlier?.finding;
    const change = movement(earlier?.judged ?? 'fine', later?.judged ?? 'fine');
    if (finding === undefined || change === undefined) continue;
    const { rule, severity, resource } = finding;
    const known = changes.get(`${change} ${rule}`);
    const resources = [...(known?.resources ?? []), `${resource.location} ${resource.kind} ${resource.name}`];
    const title = titles.get(rule) ?? rule;
    changes.set(`${change} ${rule}`, { environment, rule, title, severity, change, resources });
  }
  return [...changes.values()].sort(
    (a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change) || rank(a) - rank(b) || (a.rule < b.rule ? -1 : 1),
  );
}

const ORDER: readonly PostureChange['change'][] = ['newly-fails', 'newly-unknown', 'newly-waived', 'no-longer-fails'];
const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const rank = ({ severity }: PostureChange): number => SEVERITIES.indexOf(severity);

function movement(before: Judged, after: Judged): PostureChange['change'] | undefined {
  if (before === after) return undefined;
  if (after === 'fails') return 'newly-fails';
  if (after === 'unknown') return 'newly-unknown';
  return after === 'waived' ? 'newly-waived' : 'no-longer-fails';
}

/** The gravest judgement for each rule and resource that did not pass. */
function judgements(result: AuditResult | undefined): Map<string, { finding: Finding; judged: Judged }> {
  const found = new Map<string, { finding: Finding; judged: Judged }>();
  for (const finding of result?.findings ?? []) {
    const judged = JUDGED[finding.outcome];
    const key = `${finding.rule} ${finding.resource.id}`;
    const known = found.get(key)?.judged ?? 'fine';
    if (GRAVEST.indexOf(judged) < GRAVEST.indexOf(known)) found.set(key, { finding, judged });
  }
  return found;
}

const GRAVEST: readonly Judged[] = ['fails', 'unknown', 'waived', 'fine'];

const JUDGED: Readonly<Record<Finding['outcome'], Judged>> = {
  error: 'fails',
  fail: 'fails',
  unknown: 'unknown',
  waived: 'waived',
  'not-applicable': 'fine',
};

/** Waivers of an environment that came, went or say something else. */
export function compareWaivers(
  environment: string,
  base: AuditResult | undefined,
  head: AuditResult | undefined,
): WaiverChange[] {
  const [before, after] = [byId(base), byId(head)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((id): WaiverChange[] => {
    const [old, young] = [before.get(id), after.get(id)];
    const { rule, expires } = young ?? old ?? { rule: '', expires: '' };
    if (old === undefined) return [{ environment, id, rule, expires, change: 'added' }];
    if (young === undefined) return [{ environment, id, rule, expires, change: 'removed' }];
    return same(old, young) ? [] : [{ environment, id, rule, expires, change: 'changed' }];
  });
}

const byId = (result: AuditResult | undefined): Map<string, AuditResult['waivers'][number]> =>
  new Map((result?.waivers ?? []).map((waiver) => [waiver.id, waiver]));
