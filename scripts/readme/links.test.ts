import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/services.md',
  'services/kit/README.md',
  'services/ledger/README.md',
  'services/ledger/COMPARISON.md',
];

it.each(PAGES)('%s links only to files that exist', (page) => {
  const text = readFileSync(page, 'utf8');
  const links = [...text.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, target]) => target ?? '');
  const missing = links.filter((link) => !existsSync(join(dirname(page), link)));
  expect(missing).toEqual([]);
});
