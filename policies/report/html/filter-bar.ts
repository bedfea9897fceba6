import type { AuditResult } from '../../engine/findings-schema.js';
import { type Html, html } from './html.js';
import { compare, OUTCOME_WORDS, OUTCOMES_BY_GRAVITY } from './outcome-words.js';
import { serviceOf } from './service-of.js';

/** The questions a reader can ask of the findings; shown by the script, because without it they would do nothing. */
export function filterBar({ findings, rules, controls }: AuditResult): Html {
  const standards = new Map(controls.map(({ id, standard }) => [id.split(':')[0] ?? '', standard]));
  const found = new Set(findings.map(({ rule }) => rule));
  const outcomes = OUTCOMES_BY_GRAVITY.filter((outcome) => findings.some((finding) => finding.outcome === outcome));
  return html`<form id="filters" role="search" aria-label="Filter the findings" hidden>
    <label class="search"
      ><span>Search</span
      ><input id="filter-text" type="search" autocomplete="off" placeholder="resource, message, file … ( / )"
    /></label>
    ${choice(
      'outcome',
      'Outcome',
      outcomes.map((outcome) => [outcome, OUTCOME_WORDS[outcome].label]),
    )}
    ${choice('severity', 'Severity', ['critical', 'high', 'medium', 'low'].map(same))}
    ${choice('standard', 'Standard', [...standards])}
    ${choice(
      'rule',
      'Rule',
      rules.filter(({ id }) => found.has(id)).map(({ id, title }) => [id, `${id} ${title}`]),
    )}
    ${choice('location', 'Location', distinct(findings.map(({ resource }) => resource.location)).map(same))}
    ${choice('service', 'Service', distinct(findings.map(serviceOf)).map(same))}
    <button type="reset">Clear</button>
  </form>`;
}

const choice = (name: string, label: string, options: readonly (readonly [string, string])[]): Html =>
  html`<label
    ><span>${label}</span
    ><select id="filter-${name}">
      <option value="">all</option>
      ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
    </select></label
  >`;

const same = (value: string): readonly [string, string] => [value, value];
const distinct = (values: readonly string[]): readonly string[] =>
  [...new Set(values)].filter((value) => value !== '').sort(compare);
