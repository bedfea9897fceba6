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
      A control is as good as the worst of its rules; a waived deviation still counts against it. Titles are ours, not
      the text of the standards. Strength:
      ${Object.values(STRENGTHS).map(({ sign, label }) => html`<span class="strength"><span aria-hidden="true">${sign}</span> ${label}</span> `)}
    </p>
    ${standards.map(([name, members]) => standardBlock(name, members))}
  </section>`;
}

function standardBlock(name: string, controls: readonly ControlResult[]): Html {
  const automatic = controls.filter(({ manual }) => !manual);
  const kept = automatic.filter(({ outcome }) => outcome === 'pass').length;
  return html`<h3>${name}</h3>
    <p class="intro">
      ${kept} of ${automatic.length} controls that rules speak to hold by design; ${controls.length - automatic.length}
      are manual.
    </p>
    <div class="list">${controls.map(controlRow)}</div>
    ${matrix(name, automatic)}`;
}

function controlRow({ id, title, manual, outcome, mappings }: ControlResult): Html {
  const state = manual ? html`<span class="badge manual">manual</span>` : outcomeBadge(outcome);
  return html`<details class="control" id="control-${id}">
    <summary><code class="id">${id}</code><span class="title">${title}</span>${state}</summary>
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
