import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exampleResult, manyFindings } from '../../testing/example-result.js';
import { renderReport } from './render-report.js';

const page = renderReport(exampleResult());

describe('renderReport', () => {
  it('gives equal bytes for equal results', () => {
    expect(renderReport(exampleResult())).toBe(page);
  });

  it('escapes whatever a resource is called', () => {
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain('&lt;/script&gt;&lt;img src=x onerror=&quot;globalThis.hacked = 1&quot;&gt;');
  });

  it('loads nothing and runs only what its policy hashes', () => {
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/ (?:style|on\w+)="/);
    for (const tag of ['style', 'script']) {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(text).digest('base64');
      expect(page).toContain(`${tag}-src &#39;sha256-${hash}&#39;`);
    }
  });

  it('names rule, resource, evidence line, definition line, fix and controls of a finding', () => {
    const words = [
      'MESH-001',
      'payments/default',
      'peer-authentication.yaml:12',
      'services/payments/service.yaml:3',
      'remove the PERMISSIVE or DISABLE override',
      '#control-pci:4.2.1',
      'node-exporter-host-path',
    ];
    for (const word of words) expect(page).toContain(word);
  });

  it('leads every link inside the page to something that exists', () => {
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const missing = targets.filter((id) => !page.includes(`id="${id ?? ''}"`));
    expect(missing).toEqual([]);
  });

  it('says in its headline what the counts add up to', () => {
    const headline = (summary: Partial<ReturnType<typeof exampleResult>['summary']>): string => {
      const whole = exampleResult();
      const none = { ...whole.summary, fail: 0, unknown: 0, waived: 0, error: 0 };
      const text = renderReport({ ...whole, summary: { ...none, ...summary }, findings: [] });
      return /<h1 id="verdict-title">([^<]+)<\/h1>/.exec(text)?.[1] ?? '';
    };
    expect(headline({})).toBe('The design keeps every rule that applies to it');
    expect(headline({ unknown: 2 })).toBe('No violation, and 2 open questions');
    expect(headline({ fail: 1, unknown: 2 })).toBe('The design is not compliant: 1 violation');
    expect(headline({ fail: 1, error: 1 })).toBe('The audit is incomplete: 1 error');
  });

  it('holds every one of thousands of findings in a few megabytes', () => {
    const large = renderReport(exampleResult(manyFindings(3000)));
    expect(large.match(/<details\s+class="finding"/g)).toHaveLength(3004);
    expect(large.length).toBeLessThan(6_000_000);
  });
});
