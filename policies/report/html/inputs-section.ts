import type { AuditResult } from '../../engine/findings-schema.js';
import { type Html, html } from './html.js';

/** What was read, to the byte: whoever has the same files and date gets the same report. */
export function inputsSection({ inputs, asOf }: AuditResult): Html {
  return html`<section id="inputs" aria-labelledby="inputs-title">
    <h2 id="inputs-title">Inputs</h2>
    <p class="intro">
      ${inputs.length} files were read. With the same files and ${asOf} for today, the audit writes this report again,
      byte for byte.
    </p>
    <div class="list">
      <details>
        <summary>SHA-256 of every input</summary>
        <dl class="digests">
          ${inputs.map(
            ({ file, sha256 }) =>
              html`<dt><code>${file}</code></dt>
                <dd><code class="hash">${sha256}</code></dd>`,
          )}
        </dl>
      </details>
    </div>
  </section>`;
}
