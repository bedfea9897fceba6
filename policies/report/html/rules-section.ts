import type { AuditResult, RuleResult } from '../../engine/findings-schema.js';
import { groupBy } from '../../engine/group-by.js';
import { type Html, html } from './html.js';
import { compare, countBadges, severityBadge } from './outcome-words.js';

/** What was asked: every rule with its counts, whether or not it found anything. */
export function rulesSection({ rules }: AuditResult): Html {
  const areas = [...groupBy(rules, ({ area }) => area)].sort(([a], [b]) => compare(a, b));
  const crossing = rules.filter(({ crossDomain }) => crossDomain).length;
  return html`<section id="rules" aria-labelledby="rules-title">
    <h2 id="rules-title">Rules</h2>
    <p class="intro">
      ${rules.length} rules; ${crossing} of these ask across domains
      <span class="crossing" title="looks across domains">⨯</span>, such as Terraform against manifests or either
      against what a service declared. A rule whose population is empty is not applicable, never passed.
    </p>
    ${areas.map(
      ([area, members]) =>
        html`<h3>${AREA_NAMES[area] ?? area}</h3>
          <div class="list">${members.map(ruleRow)}</div>`,
    )}
  </section>`;
}

const AREA_NAMES: Readonly<Record<string, string>> = {
  network: 'Network',
  encryption: 'Encryption',
  iam: 'Cloud identities and access',
  logging: 'Logging',
  pods: 'Pods',
  mesh: 'Service mesh',
  authz: 'Authorization between services',
  images: 'Images',
  secrets: 'Secrets',
  kafka: 'Streaming',
  data: 'Card data',
  residency: 'Residency',
  availability: 'Availability',
  gitops: 'GitOps',
  ownership: 'Ownership',
  engine: 'The audit itself',
};

function ruleRow(rule: RuleResult): Html {
  return html`<details class="rule" id="rule-${rule.id}">
    <summary>
      <code class="id">${rule.id}</code>
      <span class="title"
        >${rule.title}${rule.crossDomain && html` <span class="crossing" title="looks across domains">⨯<span class="spoken"> looks across domains</span></span>`}</span
      >
      ${severityBadge(rule.severity)} ${countBadges(rule.counts)}
    </summary>
    <dl>
      <dt>Protects against</dt>
      <dd>${rule.risk}</dd>
      <dt>Judges</dt>
      <dd>${rule.population}</dd>
      <dt>Fix</dt>
      <dd>${rule.fix}</dd>
      <dt>Controls</dt>
      <dd>
        ${rule.controls.length === 0 ? 'none mapped' : rule.controls.map((control) => html`<a href="#control-${control}"><code>${control}</code></a> `)}
      </dd>
      <dt>Waivers</dt>
      <dd>
        ${rule.waivable ? 'possible, at most 90 days, approved by compliance' : 'none: this rule cannot be waived'}
      </dd>
    </dl>
  </details>`;
}
