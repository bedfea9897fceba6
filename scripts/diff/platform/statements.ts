import type { Platform } from '../../../services/definition/platform.js';
import { gravity, type Statement } from '../comparison.js';
import { type Difference, differences, isObject } from '../difference.js';
import { plainText, say } from '../sentence.js';
import { callRules, publicRouteRules } from './call-rules.js';
import { retentionRules, storeRules, topicRules } from './data-rules.js';
import { environmentRules, locationRules } from './environment-rules.js';
import { platformView } from './platform-view.js';
import { type Changed, fromTo, type Said, said, type SentenceRule } from './sentence-rule.js';
import { serviceRules } from './service-rules.js';

/** Two revisions of one environment; a side is missing when the environment came or went. */
export interface PlatformPair {
  readonly environment: string;
  readonly before: Platform | undefined;
  readonly after: Platform | undefined;
  /** Resources that Terraform would destroy or replace in the stacks of a location. */
  readonly lostIn: (location: string) => number;
}

const RULES: readonly SentenceRule[] = [
  ...callRules,
  ...publicRouteRules,
  ...storeRules,
  ...topicRules,
  ...retentionRules,
  ...serviceRules,
  ...locationRules,
  ...environmentRules,
];

/** Every difference of the platforms in words, each once with the environments it happens in, gravest first. */
export function statementsOf(pairs: readonly PlatformPair[]): Statement[] {
  const merged = new Map<string, { statement: Said; environments: string[] }>();
  for (const pair of pairs) {
    for (const statement of saidOf(pair)) {
      const key = `${statement.risk} ${plainText(statement.sentence)}`;
      const known = merged.get(key) ?? { statement, environments: [] };
      if (!known.environments.includes(pair.environment)) known.environments.push(pair.environment);
      merged.set(key, known);
    }
  }
  return [...merged.values()]
    .map(({ statement, environments }) => ({ ...statement, environments }))
    .sort((a, b) => gravity(a.risk) - gravity(b.risk));
}

function saidOf(pair: PlatformPair): Said[] {
  if (pair.before === undefined) return [said('other', say`environment ${pair.environment} is new`)];
  if (pair.after === undefined) return [said('data-loss', say`environment ${pair.environment} is removed`)];
  return differences(platformView(pair.before), platformView(pair.after)).flatMap((difference) => [
    ...sentenceFor(difference, pair, RULES, anything),
    ...partsSaid(difference, pair),
  ]);
}

/** What the first rule that matches says; `otherwise` when none does. */
function sentenceFor(
  difference: Difference,
  { before, after, lostIn }: PlatformPair,
  rules: readonly SentenceRule[],
  otherwise: (changed: Changed, path: readonly string[]) => Said[],
): Said[] {
  const changed = { ...difference, keys: [], platforms: { before, after }, lostIn };
  for (const rule of rules) {
    const keys = matched(rule.at, difference.path);
    if (keys === undefined) continue;
    const statement = rule.say({ ...changed, keys });
    return statement === undefined ? [] : [statement];
  }
  return otherwise(changed, difference.path);
}

/** No difference goes unsaid: what no rule has words for is shown with its path. */
function anything(changed: Changed, path: readonly string[]): Said[] {
  const [group = '', name = '', ...rest] = path;
  const subject =
    group === 'environment' ? say`${[name, ...rest].join('.')}` : say`${name}: ${rest.join('.') || group}`;
  return [fromTo('other', subject, changed)];
}

/** What matters of something that came or went as a whole: its database goes with a service. */
function partsSaid({ path, before, after }: Difference, pair: PlatformPair): Said[] {
  if ((before === undefined) === (after === undefined) || !isObject(before ?? after)) return [];
  return differences(before ?? {}, after ?? {}, path).flatMap((part) => [
    ...sentenceFor(part, pair, TELLING_PARTS, () => []),
    ...partsSaid(part, pair),
  ]);
}

const TELLING_PARTS = RULES.filter(({ evenWithParent }) => evenWithParent === true);

/** What the wildcards of a pattern stand for in a path; undefined when it does not match. */
function matched(pattern: string, path: readonly string[]): string[] | undefined {
  const steps = pattern.split('.');
  if (steps.length !== path.length) return undefined;
  const keys: string[] = [];
  for (const [index, step] of steps.entries()) {
    const segment = path[index] ?? '';
    if (step === '*') keys.push(segment);
    else if (step !== segment) return undefined;
  }
  return keys;
}
