import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleResult, manyFindings } from '../testing/example-result.js';
import { renderReport } from './html/render-report.js';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Pictures of the last run for people to look at; set REPORT_SCREENSHOTS to keep them. */
const folder = process.env['REPORT_SCREENSHOTS'] ?? mkdtempSync(join(tmpdir(), 'report-'));
const file = join(folder, 'report.html');

describe('report.html in Chromium', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: FLAGS,
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`requests ${request.url()}`);
    });
    writeFileSync(file, renderReport(exampleResult(manyFindings(60))));
    await page.goto(pathToFileURL(file).href);
  });

  afterAll(async () => {
    await browser.close();
    if (process.env['REPORT_SCREENSHOTS'] === undefined) rmSync(folder, { recursive: true, force: true });
  });

  const visible = () => page.locator('.finding:visible').count();
  const picture = (name: string) => page.screenshot({ path: join(folder, name), fullPage: true });

  it('shows every finding and what they add up to', async () => {
    expect(await page.locator('h1').textContent()).toContain('not compliant');
    expect(await visible()).toBe(64);
    await picture('light.png');
  });

  it('filters by outcome, service, standard and words, and clears', async () => {
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('unknown');
    await expect.poll(visible).toBe(1);
    expect(await page.locator('#shown').textContent()).toBe('1 of 64 findings');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('combobox', { name: 'Standard' }).selectOption('soc2');
    await expect.poll(visible).toBe(1);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('combobox', { name: 'Service' }).selectOption('service-7');
    await expect.poll(visible).toBe(2);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('service-12/default');
    await expect.poll(visible).toBe(1);
    await picture('filtered.png');
    await page.getByRole('searchbox').fill('no such thing');
    await expect.poll(() => page.locator('#nothing').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(visible).toBe(64);
  });

  it('opens a finding by keyboard and leads from it to its rule', async () => {
    const finding = page.locator('.finding').first();
    await finding.locator('summary').press('Enter');
    expect(await finding.getByText('peer-authentication.yaml:').isVisible()).toBe(true);
    await picture('open.png');
    await page.locator('#group-MESH-001 a').click();
    await expect.poll(() => page.locator('#rule-MESH-001').getAttribute('open')).not.toBeNull();
  });

  it('turns a count into a filter', async () => {
    await page.locator('[data-show-outcome="waived"]').click();
    await expect.poll(visible).toBe(1);
    await page.getByRole('button', { name: 'Clear' }).click();
  });

  it('prints everything opened, also without scripts', async () => {
    const still = await browser.newContext({ javaScriptEnabled: false });
    const paper = await still.newPage();
    await paper.goto(pathToFileURL(file).href);
    await paper.emulateMedia({ media: 'print' });
    expect(await paper.locator('.finding dl').first().isVisible()).toBe(true);
    expect(await paper.locator('#filters').isVisible()).toBe(false);
    await paper.pdf({ path: join(folder, 'report.pdf'), preferCSSPageSize: true });
    expect(statSync(join(folder, 'report.pdf')).size).toBeGreaterThan(20_000);
    await paper.setViewportSize({ width: 794, height: 1123 });
    await paper.screenshot({ path: join(folder, 'print.png'), fullPage: true });
    await still.close();
  });

  it('has a dark look and fits a phone', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('dark.png');
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await picture('phone.png');
    expect(existsSync(join(folder, 'phone.png'))).toBe(true);
  });

  it('ran no foreign script, sent nothing and complained about nothing', async () => {
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(complaints).toEqual([]);
  });
});
