import type { AuditResult, ControlResult } from '../../engine/findings-schema.js';
import { groupBy } from '../../engine/group-by.js';
import { type Html, html } from './html.js';
import { compare, outcomeBadge } from './outcome-words.js';

type Strength = ControlResult['mappings'][number]['strength'];

const STRENGTHS: Readonly<Record<Strength, { readonly sign: string; readonly label: string }>> = {
  satisfies: { sign: '●', label: 'satisfies' },
  supports: { sign: '◐', label: 'supports' },
  'evidence-only': { sign: '○', label: 'evidence only' },
};

/** What the rules say to each standard, and how strongly; manual controls stay visibly manual. */
export function controlsSection({ controls }: AuditResult): Html {
  const standards = [...groupBy(controls, ({ standard, version }) => `${standard} ${version}`)];
  return html`<section id="controls" aria-labelledby="controls-title">
    <h2 id="controls-title">Controls</h2>
    <p class="intro">
      “Pass” says that the rules mapped to a control passed, and the strength says how far that carries: only ●
      satisfies answers a control by design alone. One that fails or is waived counts against the control. Titles are
      ours, not the text of the standards. Strength:
      ${Object.values(STRENGTHS).map(({ sign, label }) => html`<span class="strength"><span aria-hidden="true">${sign}</span> ${label}</span> `)}
    </p>
    ${standards.map(([name, members]) => standardBlock(name, members))}
  </section>`;
}

function standardBlock(name: string, controls: readonly ControlResult[]): Html {
  const spoken = controls.filter(({ mappings }) => mappings.length > 0);
  const passed = spoken.filter(({ outcome }) => outcome === 'pass').length;
  const manual = controls.filter((control) => control.manual).length;
  return html`<h3>${name}</h3>
    <p class="intro">
      Rules speak to ${spoken.length} of ${controls.length} controls; for ${passed} of them every rule passes. Manual:
      ${manual}.
    </p>
    <div class="list">${controls.map(controlRow)}</div>
    ${matrix(name, spoken)}`;
}

function controlRow({ id, title, manual, outcome, mappings }: ControlResult): Html {
  const strongest = (Object.keys(STRENGTHS) as Strength[]).find((strength) =>
    mappings.some((one) => one.strength === strength),
  );
  return html`<details class="control" id="control-${id}">
    <summary>
      <code class="id">${id}</code
      ><span class="title">${title}</span>${strongest !== undefined && strengthMark(strongest)}
      ${stateBadge({ manual, outcome, mappings })}
    </summary>
    <dl>
      ${mappings.map(
        ({ rule, strength, rationale }) =>
          html`<dt>
              <a href="#rule-${rule}"><code>${rule}</code></a>
              <span class="strength"
                ><span aria-hidden="true">${STRENGTHS[strength].sign}</span> ${STRENGTHS[strength].label}</span
              >
            </dt>
            <dd>${rationale}</dd>`,
      )}
      ${
        mappings.length === 0 &&
        html`<dt>No rule</dt>
          <dd>${manual ? 'a person collects the evidence' : 'no rule speaks to this control yet'}</dd>`
      }
    </dl>
  </details>`;
}

/** A control that no rule speaks to has no outcome: silence is neither a pass nor an exemption. */
function stateBadge({ manual, outcome, mappings }: Pick<ControlResult, 'manual' | 'outcome' | 'mappings'>): Html {
  if (manual) return html`<span class="badge manual">manual</span>`;
  return mappings.length === 0 ? html`<span class="badge manual">no rule</span>` : outcomeBadge(outcome);
}

const strengthMark = (strength: Strength): Html =>
  html`<span class="strength"
    ><span aria-hidden="true">${STRENGTHS[strength].sign}</span> ${STRENGTHS[strength].label}</span
  > `;

function matrix(name: string, controls: readonly ControlResult[]): Html {
  const rules = [...new Set(controls.flatMap(({ mappings }) => mappings.map(({ rule }) => rule)))].sort(compare);
  if (rules.length === 0) return html``;
  return html`<details class="matrix">
    <summary>Matrix of ${name}: ${controls.length} controls × ${rules.length} rules</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Matrix of ${name}">
      <table>
        <thead>
          <tr>
            <th scope="col">control</th>
            ${rules.map((rule) => html`<th scope="col"><a href="#rule-${rule}">${rule}</a></th>`)}
          </tr>
        </thead>
        <tbody>
          ${controls.map(
            (control) =>
              html`<tr>
                <th scope="row">${control.id.split(':')[1] ?? control.id}</th>
                ${rules.map((rule) => cell(control, rule))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function cell({ mappings, outcome }: ControlResult, rule: string): Html {
  const strength = mappings.find((mapping) => mapping.rule === rule)?.strength;
  if (strength === undefined) return html`<td></td>`;
  return html`<td class="${outcome}">
    <span aria-hidden="true">${STRENGTHS[strength].sign}</span><span class="spoken">${STRENGTHS[strength].label}</span>
  </td>`;
}
