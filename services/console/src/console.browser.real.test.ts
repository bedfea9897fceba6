import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../kit/src/logging/logger.js';
import { startConsole, type RunningConsole } from './start-console.js';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Pictures for people to look at; set CONSOLE_SCREENSHOTS to a folder to keep them. */
const folder = process.env['CONSOLE_SCREENSHOTS'];

describe('the console in Chromium', () => {
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    running = await startConsole(0, silentLogger());
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: FLAGS,
    });
    page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    page.on('console', (message) => {
      // Chromium reports every answer from 400 up; the page shows them itself.
      if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(running.url)) complaints.push(`requests ${request.url()}`);
    });
    await page.goto(running.url);
    await page.locator('body[data-ready]').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await running.stop();
  });

  const picture = (name: string): Promise<unknown> =>
    folder === undefined ? Promise.resolve() : page.screenshot({ path: join(folder, name), fullPage: true });
  const balanceOf = (name: string): Promise<string | null> =>
    page
      .locator('tbody tr', { has: page.getByRole('rowheader', { name, exact: true }) })
      .locator('[data-balance]')
      .textContent();
  const choose = async (from: string, to: string, amount: string): Promise<void> => {
    await page.getByLabel('From').selectOption({ label: `${from} (EUR)` });
    await page.getByLabel('To').selectOption({ label: `${to} (EUR)` });
    await page.getByLabel('Amount').fill(amount);
  };
  const transfer = (): Promise<void> => page.getByRole('button', { name: 'Transfer' }).click();

  it('moves money and shows the event, the balances and that the books are right', async () => {
    expect(await balanceOf('Alice')).toBe('€2,480.10');
    await choose('Alice', 'Bob', '12.50');
    await transfer();
    await expect.poll(() => balanceOf('Alice')).toBe('€2,467.60');
    await expect.poll(() => balanceOf('Bob')).toBe('€812.50');
    await expect.poll(() => page.locator('#events li[data-type="ledger.transfer-posted"]').count()).toBe(1);
    await expect.poll(() => page.locator('.inside').textContent()).toContain('up to date at 8');
    await expect.poll(() => page.locator('.inside').textContent()).toContain('hold');
    expect(await page.locator('.inside').getAttribute('data-violations')).toBe('0');
    await picture('after-transfer.png');
  });

  it('holds money and gives it back', async () => {
    await choose('Bob', 'Corner shop', '100');
    await page.getByRole('checkbox').check();
    await transfer();
    await page.locator('[data-hold]').waitFor();
    expect(await page.locator('[data-hold]').textContent()).toContain('€100.00 from Bob to Corner shop');
    expect(await balanceOf('Bob')).toBe('€812.50');
    await page.getByRole('button', { name: 'Void' }).click();
    await expect.poll(() => page.locator('[data-hold]').count()).toBe(0);
    await page.getByRole('checkbox').uncheck();
  });

  it('opens an account whatever it is called', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect.poll(() => page.getByRole('rowheader', { name, exact: true }).count()).toBe(1);
    expect(await page.locator('img').count()).toBe(0);
  });

  it('shows problems in words', async () => {
    await choose('Corner shop', 'Bob', '1000000');
    await transfer();
    await expect.poll(() => page.locator('#message').textContent()).toContain('insufficient-funds');
    await choose('Corner shop', 'Bob', 'much');
    await transfer();
    await expect.poll(() => page.locator('#message').textContent()).toContain('validation-failed');
  });

  it('works by keyboard', async () => {
    await page.getByLabel('Amount').focus();
    await choose('Alice', 'Bob', '1');
    await page.getByLabel('Amount').press('Enter');
    await expect.poll(() => balanceOf('Bob')).toBe('€813.50');
  });

  it('fits a phone and the dark', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await picture('phone-dark.png');
    await page.setViewportSize({ width: 1360, height: 900 });
    await picture('dark.png');
  });

  it('answers nobody but its own page', async () => {
    const other = (headers: Record<string, string>): Promise<number> =>
      fetch(new URL('/api/ledger/v1/books', running.url), { headers }).then(({ status }) => status);
    expect(await other({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await other({})).toBe(200);
  });

  it('has nothing to complain about', () => {
    expect(complaints).toEqual([]);
  });
});
