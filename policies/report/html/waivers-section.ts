import type { AuditResult, Finding } from '../../engine/findings-schema.js';
import { groupBy } from '../../engine/group-by.js';
import { type Html, html } from './html.js';
import { compare } from './outcome-words.js';

/** Which deviations stand under which waiver. A waiver that expired, went unused or lost its value is a finding itself. */
export function waiversSection({ findings, asOf }: AuditResult): Html {
  const waived = findings.filter(({ waiver }) => waiver !== undefined);
  const groups = [...groupBy(waived, ({ waiver }) => waiver ?? '')].sort(([a], [b]) => compare(a, b));
  return html`<section id="waivers" aria-labelledby="waivers-title">
    <h2 id="waivers-title">Waivers</h2>
    ${
      groups.length === 0
        ? html`<p class="empty">No waiver is in force on ${asOf}: nothing that broke a rule was excused.</p>`
        : html`<div class="list">${groups.map(([id, members]) => waiverRow(id, members))}</div>`
    }
  </section>`;
}

function waiverRow(id: string, findings: readonly Finding[]): Html {
  return html`<details class="waiver" id="waiver-${id}" open>
    <summary><code class="id">${id}</code><span class="title">${findings.length} waived</span></summary>
    <dl>
      ${findings.map(
        ({ rule, resource, message }) =>
          html`<dt>
              <a href="#rule-${rule}"><code>${rule}</code></a>
            </dt>
            <dd><code>${resource.id}</code><br />${message}</dd>`,
      )}
    </dl>
  </details>`;
}
