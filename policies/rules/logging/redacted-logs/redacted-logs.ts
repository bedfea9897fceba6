import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { member } from '../../../engine/json.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** One of each kind that must not reach a store; made up. */
const SECRETS = [
  { what: 'card numbers', line: 'charged 4111111111111111 for order 7', secret: '4111111111111111' },
  { what: 'grouped card numbers', line: '{"pan":"5500 0055 5555 5559"}', secret: '0055' },
  { what: 'tokens', line: 'authorization: Bearer abcdefghijkl', secret: 'abcdefghijkl' },
  { what: 'passwords', line: '{"a":{"password":"hunter2"}}', secret: 'hunter2' },
  { what: 'credentials in addresses', line: 'postgres://ledger:hunter2@db:5432/ledger', secret: 'hunter2' },
] as const;

/** Reads what the log shipper does to a line by doing it, and how long its indices live. */
export const redactedLogs = defineRule<Declared<DeclaredLocation>>({
  id: 'LOG-008',
  area: 'logging',
  severity: 'high',
  title: 'logs lose card numbers, tokens and passwords on their node and are deleted as declared',
  risk: 'whoever reads logs reads credentials and card numbers, for longer than anybody agreed to',
  fix: 'redact before the first match, and set the lifecycle of the stream to environment.retention.applicationLogs',
  population: 'declared locations',
  covers: [],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.locations(),
  check: ({ value: { name } }, graph) => {
    const texts = graph
      .manifests('ConfigMap')
      .filter(({ location }) => location === name)
      .flatMap((map) => textOf(member(map.at('data'), 'fluent.conf')));
    if (texts.length === 0) return fail('no log shipper is configured', { evidence: null });
    const days = graph.intent.platform.environment.retention.applicationLogsDays;
    const faults = texts.flatMap((text) => [...redactionFaults(text), ...lifecycleFaults(text, days)]);
    return faults.length === 0 ? pass() : faults;
  },
});

const textOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

const SUBSTITUTION = /\.gsub\(\/((?:[^/\\]|\\.)*)\/(i?), '([^']*)'\)/g;

/** What stands between the sources and the first output, applied in order. */
function redactionFaults(text: string): readonly Verdict[] {
  const before = text.slice(0, Math.max(0, text.indexOf('<match')));
  const substitutions = [...before.matchAll(SUBSTITUTION)].map(([, pattern = '', flags = '', replacement = '']) => ({
    expression: new RegExp(pattern, `g${flags}`),
    replacement: replacement.replaceAll(/\\(\d)/g, '$$$1'),
  }));
  return SECRETS.filter(({ line, secret }) =>
    substitutions
      .reduce((rest, { expression, replacement }) => rest.replace(expression, replacement), line as string)
      .includes(secret),
  ).map(({ what }) => fail(`${what} are stored in clear text`, { evidence: what }));
}

function lifecycleFaults(text: string, days: number): readonly Verdict[] {
  const kept = text
    .split('<match')
    .slice(1)
    .filter((output) => /data_stream_name logs-application\b/.test(output))
    .map((output) => /"delete":\{"min_age":"(\d+)d"/.exec(output)?.[1]);
  if (kept.length === 0) return [fail('no output stores application logs', { evidence: null })];
  return kept
    .filter((found) => found !== String(days))
    .map((found) =>
      fail(`application logs are kept for ${found ?? 'ever'}${found === undefined ? '' : ' days'}, not for ${days}`, {
        evidence: found ?? null,
        source: 'environment.retention.applicationLogsDays',
      }),
    );
}
