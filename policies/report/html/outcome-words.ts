import type { Finding, OutcomeCounts } from '../../engine/findings-schema.js';
import type { Outcome } from '../../engine/outcome.js';
import { type Html, html } from './html.js';

/** How each outcome is shown, gravest first; never by colour alone. */
export const OUTCOME_WORDS: Readonly<
  Record<Outcome, { readonly sign: string; readonly label: string; readonly means: string }>
> = {
  error: { sign: '!', label: 'error', means: 'a rule or an artefact could not be read; nothing is known' },
  fail: { sign: '✗', label: 'fail', means: 'the design breaks the rule' },
  unknown: { sign: '?', label: 'unknown', means: 'the artefacts do not tell before deployment' },
  waived: { sign: '~', label: 'waived', means: 'breaks the rule under an approved, dated exception' },
  'not-applicable': { sign: '–', label: 'not applicable', means: 'the rule has nothing to judge here' },
  pass: { sign: '✓', label: 'pass', means: 'the design keeps the rule' },
};

export const OUTCOMES_BY_GRAVITY: readonly Outcome[] = ['error', 'fail', 'unknown', 'waived', 'not-applicable', 'pass'];

const SEVERITY_RANK = { critical: 0, high: 1, medium: 2, low: 3 } as const;

export const outcomeBadge = (outcome: Outcome): Html =>
  html`<span class="badge ${outcome}"
    ><span aria-hidden="true">${OUTCOME_WORDS[outcome].sign}</span> ${OUTCOME_WORDS[outcome].label}</span
  >`;

export const severityBadge = (severity: Finding['severity']): Html =>
  html`<span class="severity ${severity}">${severity}</span>`;

/** The outcomes of a rule that occurred, gravest first: `✗ 2 ✓ 30`. */
export const countBadges = (counts: OutcomeCounts): Html =>
  html`<span class="counts"
    >${OUTCOMES_BY_GRAVITY.filter((outcome) => counts[outcome] > 0).map(
      (outcome) =>
        html`<span class="count ${outcome}" title="${OUTCOME_WORDS[outcome].label}"
          ><span aria-hidden="true">${OUTCOME_WORDS[outcome].sign}</span> ${counts[outcome]}<span class="spoken">
            ${OUTCOME_WORDS[outcome].label}</span
          ></span
        > `,
    )}</span
  >`;

/** Blocking findings first, then by outcome, severity and name; equal inputs give equal order. */
export const byGravity = (a: Finding, b: Finding): number =>
  Number(b.blocking) - Number(a.blocking) ||
  OUTCOMES_BY_GRAVITY.indexOf(a.outcome) - OUTCOMES_BY_GRAVITY.indexOf(b.outcome) ||
  SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
  compare(a.rule, b.rule) ||
  compare(a.resource.id, b.resource.id) ||
  compare(a.message, b.message);

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
