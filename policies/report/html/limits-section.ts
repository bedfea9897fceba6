import type { AuditResult } from '../../engine/findings-schema.js';
import { type Html, html } from './html.js';
import { OUTCOME_WORDS, OUTCOMES_BY_GRAVITY } from './outcome-words.js';

/** What the audit did not look at and must not be quoted for. */
export function limitsSection({ environment, asOf, controls }: AuditResult): Html {
  const manual = controls.filter((control) => control.manual).length;
  return html`<section id="limits" aria-labelledby="limits-title">
    <h2 id="limits-title">Scope and limits</h2>
    <ul>
      <li>
        Read were the synthesized Terraform, the Kubernetes manifests and the resolved platform file of
        <strong>${environment}</strong>; no cloud account, cluster or network was asked.
      </li>
      <li>
        The design is judged, not its operation: a signature policy does not prove that images are signed, and
        encryption at rest alone does not protect a field.
      </li>
      <li>
        A value that only exists after deployment is unknown. Unknown and error never count as a pass, and an unknown in
        PCI scope blocks.
      </li>
      <li>
        ${manual} controls are manual: people collect their evidence elsewhere. A control without a rule is listed as
        such.
      </li>
      <li>
        “Today” is <time datetime="${asOf}">${asOf}</time> wherever a date matters. The same inputs and date give the
        same bytes.
      </li>
    </ul>
    <h3>Outcomes</h3>
    <dl class="legend">
      ${OUTCOMES_BY_GRAVITY.map(
        (outcome) =>
          html`<dt>
              <span class="badge ${outcome}"
                ><span aria-hidden="true">${OUTCOME_WORDS[outcome].sign}</span> ${OUTCOME_WORDS[outcome].label}</span
              >
            </dt>
            <dd>${OUTCOME_WORDS[outcome].means}</dd>`,
      )}
    </dl>
  </section>`;
}
