import type { AuditResult } from '../../engine/findings-schema.js';
import { type Html, html } from './html.js';

type Waiver = AuditResult['waivers'][number];

/** Every waiver with all of its fields, the next to expire first, and the findings it covers. */
export function waiversSection(result: AuditResult): Html {
  const { waivers, asOf } = result;
  return html`<section id="waivers" aria-labelledby="waivers-title">
    <h2 id="waivers-title">Waivers</h2>
    ${
      waivers.length === 0
        ? html`<p class="empty">There is no waiver on ${asOf}: nothing that broke a rule was excused.</p>`
        : html`<p class="intro">
              The next to expire first. One that expired, went unused or whose value changed covers nothing and is a
              finding of its own.
            </p>
            <div class="list">${waivers.map((waiver) => waiverRow(waiver, result))}</div>`
    }
  </section>`;
}

function waiverRow(waiver: Waiver, { findings, asOf }: AuditResult): Html {
  const covered = findings.filter((finding) => finding.waiver === waiver.id);
  const days = Math.round((Date.parse(waiver.expires) - Date.parse(asOf)) / 86_400_000);
  return html`<details class="waiver" id="waiver-${waiver.id}">
    <summary>
      <code class="id">${waiver.id}</code><span class="title">${waiver.reason}</span>
      <span class="badge ${covered.length > 0 ? 'waived' : 'fail'}"
        >${covered.length > 0 ? `${String(days)} days left` : 'covers nothing'}</span
      >
    </summary>
    <dl>
      <dt>Expires</dt>
      <dd><time datetime="${waiver.expires}">${waiver.expires}</time>, issued ${waiver.issued}</dd>
      <dt>Rule</dt>
      <dd>
        <a href="#rule-${waiver.rule}"><code>${waiver.rule}</code></a>
      </dd>
      <dt>Resource</dt>
      <dd><code>${waiver.resource}</code></dd>
      <dt>Compensating control</dt>
      <dd>${waiver.compensatingControl}</dd>
      <dt>Owner, approver</dt>
      <dd>${waiver.owner}, approved by ${waiver.approver}</dd>
      <dt>Ticket</dt>
      <dd>${waiver.ticket}</dd>
      ${covered.map(
        ({ message }) =>
          html`<dt>Covers</dt>
            <dd>${message}</dd>`,
      )}
    </dl>
  </details>`;
}
