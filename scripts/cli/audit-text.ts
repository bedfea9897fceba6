import type { AuditResult } from '../../policies/audit.js';
import type { Colors } from './colors.js';
import { plural } from './plural.js';

type Finding = AuditResult['findings'][number];

const SYMBOLS = { pass: '✓', fail: '✗', waived: '~', 'not-applicable': '–', unknown: '?', error: '!' } as const;
const TOP_FINDINGS = 8;

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

/** The findings that decide the exit code, gravest first, shortened to a screen. */
export function topFindings(result: AuditResult, colors: Colors): string[] {
  const deciding = result.findings
    .filter(decides)
    .sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]);
  const lines = deciding.slice(0, TOP_FINDINGS).flatMap((finding) => findingLines(finding, colors));
  const rest = deciding.length - TOP_FINDINGS;
  return rest > 0 ? [...lines, colors.dim(`  and ${plural(rest, 'finding')} more in the report`)] : lines;
}

const SEVERITY_ORDER = { critical: 0, high: 1, medium: 2, low: 3 } as const;

/** Whether a finding makes the exit code other than 0. */
export function decides({ outcome, blocking }: Finding): boolean {
  return outcome === 'fail' || outcome === 'error' || (outcome === 'unknown' && blocking);
}

function findingLines(finding: Finding, colors: Colors): string[] {
  const { rule, severity, outcome, resource, message, fix } = finding;
  const place = resource.line === undefined ? resource.file : `${resource.file}:${resource.line}`;
  return [
    `  ${colors.red(SYMBOLS[outcome])} ${colors.bold(rule)} ${severity} ${resource.location} ${resource.kind} ${resource.name}`,
    `    ${message}`,
    colors.dim(`    ${place}`),
    `    fix: ${fix}`,
  ];
}
