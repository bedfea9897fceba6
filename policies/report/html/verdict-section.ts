import type { AuditResult } from '../../engine/findings-schema.js';
import { type Html, html } from './html.js';
import { OUTCOME_WORDS, OUTCOMES_BY_GRAVITY } from './outcome-words.js';

/** The answer first: one sentence, the six counts, and what they can and cannot prove. */
export function verdictSection(result: AuditResult): Html {
  const { tone, headline, detail } = verdictOf(result);
  return html`<section id="verdict" class="verdict ${tone}" aria-labelledby="verdict-title">
    <p class="eyebrow">
      Design audit · ${result.environment} · as of <time datetime="${result.asOf}">${result.asOf}</time>
    </p>
    <h1 id="verdict-title">${headline}</h1>
    <p class="lead">${detail}</p>
    ${proportions(result)}
    <ul class="tiles" aria-label="Judgements by outcome">
      ${OUTCOMES_BY_GRAVITY.toReversed().map((outcome) => tile(result, outcome))}
    </ul>
    <aside class="note" aria-label="What this report proves">
      <strong>Design, not operation.</strong> Every judgement reads the Terraform and manifests that would be applied
      and compares them with what the services declared. It shows that the design keeps the rule; that a control
      operates needs evidence from the running platform.
    </aside>
  </section>`;
}

function tile({ summary }: AuditResult, outcome: (typeof OUTCOMES_BY_GRAVITY)[number]): Html {
  const { sign, label, means } = OUTCOME_WORDS[outcome];
  const content = html`<span class="number">${summary[outcome]}</span
    ><span class="label ${outcome}"><span aria-hidden="true">${sign}</span> ${label}</span
    ><span class="means">${means}</span>`;
  // Passes are counted, not listed: their tile leads to the rules.
  return outcome === 'pass' || summary[outcome] === 0
    ? html`<li class="tile">${content}</li>`
    : html`<li class="tile"><a href="#findings" data-show-outcome="${outcome}">${content}</a></li>`;
}

/** A bar of the six outcomes; an outcome that occurred never vanishes for being rare. */
function proportions({ summary }: AuditResult): Html {
  const shown = OUTCOMES_BY_GRAVITY.toReversed().filter((outcome) => summary[outcome] > 0);
  const total = shown.reduce((sum, outcome) => sum + Math.max(summary[outcome], 1), 0);
  const widths = shown.map((outcome) => Math.max(8, (summary[outcome] / Math.max(total, 1)) * 1000));
  const scale = 1000 / widths.reduce((sum, width) => sum + width, 0);
  const bars = shown.map((outcome, index) => {
    const start = widths.slice(0, index).reduce((sum, width) => sum + width, 0) * scale;
    const width = (widths[index] ?? 0) * scale;
    return html`<rect class="${outcome}" x="${start.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10"></rect>`;
  });
  return html`<svg class="proportions" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
    ${bars}
  </svg>`;
}

interface VerdictWords {
  readonly tone: 'good' | 'bad' | 'open';
  readonly headline: string;
  readonly detail: string;
}

function verdictOf({ summary, findings, rules, environment }: AuditResult): VerdictWords {
  const judged = Object.values(summary).reduce((sum, count) => sum + count, 0);
  const scope = `${number(rules.length)} rules made ${number(judged)} judgements about ${environment}.`;
  const blocked = findings.filter(({ outcome, blocking }) => outcome === 'unknown' && blocking).length;
  const violations = summary.fail + blocked;
  if (summary.error > 0)
    return {
      tone: 'bad',
      headline: `The audit is incomplete: ${plural(summary.error, 'error')}`,
      detail: `${scope} What could not be judged counts as nothing.`,
    };
  if (violations > 0)
    return {
      tone: 'bad',
      headline: `The design is not compliant: ${plural(violations, 'violation')}`,
      detail: `${scope} ${number(summary.fail)} failed${blocked > 0 ? `, and ${number(blocked)} cannot be told where they must be` : ''}.`,
    };
  if (summary.unknown > 0)
    return {
      tone: 'open',
      headline: `No violation, and ${plural(summary.unknown, 'open question')}`,
      detail: `${scope} What the artefacts do not tell before deployment is unknown and never counts as a pass.`,
    };
  const waived = summary.waived > 0 ? ` ${plural(summary.waived, 'deviation')} stand under waivers.` : '';
  return {
    tone: 'good',
    headline: 'The design keeps every rule that applies to it',
    detail: `${scope} None failed.${waived}`,
  };
}

const number = (value: number): string => value.toLocaleString('en-US');
const plural = (count: number, noun: string): string => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
