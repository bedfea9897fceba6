import type { AuditResult, Finding, RuleResult } from '../../engine/findings-schema.js';
import { groupBy } from '../../engine/group-by.js';
import { type Html, html } from './html.js';
import { byGravity, outcomeBadge, severityBadge } from './outcome-words.js';
import { serviceOf } from './service-of.js';

/**
 * Everything that did not pass, grouped by rule so that title and fix are said once. All of it is in the markup: it reads
 * and prints without scripts, and thousands of findings stay a few megabytes.
 */
export function findingsSection(result: AuditResult, filters: Html): Html {
  const groups = groupBy([...result.findings].sort(byGravity), ({ rule }) => rule);
  const rules = new Map(result.rules.map((rule) => [rule.id, rule]));
  return html`<section id="findings" aria-labelledby="findings-title">
    <h2 id="findings-title">Findings</h2>
    <p class="intro">
      What did not pass, gravest first. Passes are counted per rule below. <output id="shown" role="status"></output>
    </p>
    ${filters} ${[...groups].map(([id, findings]) => ruleGroup(rules.get(id), id, findings))}
    <p id="nothing" class="empty" ${result.findings.length > 0 && html`hidden`}>
      ${result.findings.length === 0 ? 'There is nothing to show: everything judged passed.' : 'No finding matches the filters.'}
    </p>
  </section>`;
}

function ruleGroup(rule: RuleResult | undefined, id: string, findings: readonly Finding[]): Html {
  return html`<section class="group" data-rule="${id}" aria-labelledby="group-${id}">
    <h3 id="group-${id}">
      <a href="#rule-${id}"><code>${id}</code></a> ${rule?.title ?? ''}
      ${rule !== undefined && severityBadge(rule.severity)}
      <span class="group-count">${findings.length}</span>
    </h3>
    <p class="fix"><strong>Fix</strong> ${findings[0]?.fix ?? ''}</p>
    <div class="list">${findings.map(findingRow)}</div>
  </section>`;
}

function findingRow(finding: Finding): Html {
  const { resource, outcome, blocking, severity, controls, source, message } = finding;
  const standards = [...new Set(controls.map((control) => control.split(':')[0] ?? ''))].join(' ');
  const place = resource.line === undefined ? resource.file : `${resource.file}:${resource.line}`;
  const service = serviceOf(finding);
  return html`<details
    class="finding"
    data-outcome="${outcome}"
    data-severity="${severity}"
    data-location="${resource.location}"
    data-service="${service}"
    data-standards="${standards}"
  >
    <summary>
      ${outcomeBadge(outcome)}<span class="what"
        ><span class="resource"
          >${resource.kind} <strong>${resource.name}</strong> <span class="place">${resource.location}</span></span
        ><span class="message">${message}</span></span
      >
    </summary>
    <dl>
      <dt>Evidence</dt>
      <dd><code>${place}</code></dd>
      ${
        source !== undefined &&
        html`<dt>Written in</dt>
          <dd><code>${source.file}:${String(source.line)}</code></dd>`
      }
      <dt>Resource</dt>
      <dd><code>${resource.id}</code></dd>
      ${
        service !== '' &&
        html`<dt>Service</dt>
          <dd>${service}</dd>`
      }
      ${
        controls.length > 0 &&
        html`<dt>Controls</dt>
          <dd>${controls.map((control) => html`<a href="#control-${control}"><code>${control}</code></a> `)}</dd>`
      }
      ${
        finding.waiver !== undefined &&
        html`<dt>Waiver</dt>
          <dd>
            <a href="#waiver-${finding.waiver}"><code>${finding.waiver}</code></a>
          </dd>`
      }
      <dt>Blocking</dt>
      <dd>${blocking ? 'yes: decides the exit code' : 'no'}</dd>
      <dt>Fingerprint</dt>
      <dd><code class="hash">${finding.fingerprint}</code></dd>
    </dl>
  </details> `;
}
