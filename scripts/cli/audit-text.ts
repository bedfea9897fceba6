import type { AuditResult } from '../../policies/audit.js';
import { groupBy } from '../../policies/engine/group-by.js';
import type { Colors } from './colors.js';
import { plural } from './plural.js';

type Finding = AuditResult['findings'][number];

const SYMBOLS = { pass: '✓', fail: '✗', waived: '~', 'not-applicable': '–', unknown: '?', error: '!' } as const;
const TOP_RULES = 6;
const TOP_RESOURCES = 3;

/** `✓ 812 pass  – 34 not applicable`: outcomes that occurred, with their symbols. */
export function outcomeCounts({ summary }: AuditResult, colors: Colors): string {
  const paint = {
    pass: colors.green,
    fail: colors.red,
    waived: colors.yellow,
    'not-applicable': colors.dim,
    unknown: colors.yellow,
    error: colors.red,
  };
  return (Object.keys(SYMBOLS) as (keyof typeof SYMBOLS)[])
    .filter((outcome) => outcome === 'pass' || summary[outcome] > 0)
    .map((outcome) => paint[outcome](`${SYMBOLS[outcome]} ${summary[outcome]} ${outcome.replace('-', ' ')}`))
    .join('  ');
}

/** The rules that decide the exit code, gravest first, each with its first resources: a screen, not the report. */
export function topFindings(result: AuditResult, colors: Colors): string[] {
  const deciding = result.findings.filter(({ blocking }) => blocking);
  const byRule = groupBy(deciding, ({ rule, outcome }) => `${rule} ${outcome}`);
  const groups = [...byRule.values()].sort((a, b) => gravity(a) - gravity(b) || b.length - a.length);
  const rest = groups.length - TOP_RULES;
  return [
    ...groups.slice(0, TOP_RULES).flatMap((findings) => groupLines(findings, colors)),
    ...(rest > 0 ? [colors.dim(`  and ${plural(rest, 'rule')} more in the report`)] : []),
  ];
}

const SEVERITY_ORDER = { critical: 0, high: 1, medium: 2, low: 3 } as const;

function gravity([first]: readonly Finding[]): number {
  return first === undefined ? SEVERITY_ORDER.low : SEVERITY_ORDER[first.severity];
}

function groupLines(findings: readonly Finding[], colors: Colors): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const rest = findings.length - TOP_RESOURCES;
  return [
    `  ${colors.red(SYMBOLS[first.outcome])} ${colors.bold(first.rule)} ${first.severity}: ${plural(findings.length, 'resource')}`,
    ...findings.slice(0, TOP_RESOURCES).map(({ resource, message }) => {
      const place = resource.line === undefined ? resource.file : `${resource.file}:${resource.line}`;
      return `    ${resource.location} ${resource.kind} ${resource.name}: ${message} ${colors.dim(place)}`;
    }),
    ...(rest > 0 ? [colors.dim(`    and ${plural(rest, 'resource')} more`)] : []),
    `    fix: ${first.fix}`,
  ];
}
