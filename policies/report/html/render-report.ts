import { createHash } from 'node:crypto';
import type { AuditResult } from '../../engine/findings-schema.js';
import { controlsSection } from './controls-section.js';
import { filterBar } from './filter-bar.js';
import { findingsSection } from './findings-section.js';
import { Html, html } from './html.js';
import { inputsSection } from './inputs-section.js';
import { limitsSection } from './limits-section.js';
import { REPORT_BEHAVIOUR } from './report-behaviour.js';
import { REPORT_STYLES } from './report-styles.js';
import { rulesSection } from './rules-section.js';
import { verdictSection } from './verdict-section.js';
import { waiversSection } from './waivers-section.js';

/** One HTML file that an auditor opens offline, searches and prints; equal results give equal bytes. */
export function renderReport(result: AuditResult): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Design audit of ${result.environment}, as of ${result.asOf}</title>
        ${element('style', REPORT_STYLES)}
      </head>
      <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        <nav aria-label="Sections">
          <ul>
            <li class="brand">${result.environment} · ${result.asOf}</li>
            ${SECTIONS.map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`)}
          </ul>
        </nav>
        <main>
          ${verdictSection(result)} ${findingsSection(result, filterBar(result))} ${controlsSection(result)}
          ${rulesSection(result)} ${waiversSection(result)} ${inputsSection(result)} ${limitsSection(result)}
        </main>
        ${element('script', REPORT_BEHAVIOUR)}
      </body>
    </html> `.text;
}

const SECTIONS = [
  ['verdict', 'Verdict'],
  ['findings', 'Findings'],
  ['controls', 'Controls'],
  ['rules', 'Rules'],
  ['waivers', 'Waivers'],
  ['inputs', 'Inputs'],
  ['limits', 'Limits'],
] as const;

/** Nothing is loaded, sent or framed, and only this file's own style and script run. */
function contentPolicy(): string {
  const script = `script-src ${hashSource(REPORT_BEHAVIOUR)}`;
  const style = `style-src ${hashSource(REPORT_STYLES)}`;
  return ["default-src 'none'", script, style, "base-uri 'none'", "form-action 'none'"].join('; ');
}

/** Our own style or script, to the byte: the policy names its hash. */
const element = (tag: 'style' | 'script', text: string): Html => new Html(`<${tag}>${text}</${tag}>`);

const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
