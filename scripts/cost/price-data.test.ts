import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { platforms } from '../../stacks/testing/synthesized-stacks.js';
import { priceFileSchema } from './data-schema.js';
import { PriceBook } from './price-book.js';
import { PRICERS } from './pricing/pricers.js';
import { data } from './testing/fixtures.js';

const book = new PriceBook(data.prices);
const entries = [...data.prices].flatMap(([provider, file]) =>
  Object.entries(file.prices).map(([id, price]) => ({ provider, id, price })),
);

describe('the price tables', () => {
  it.each(entries.map(({ provider, id }) => [provider, id] as const))(
    '%s %s has a page of its provider and a date',
    (provider, id) => {
      const { page, date } = book.source(provider, id);
      const hosts = {
        aws: 'aws.amazon.com',
        gcp: 'cloud.google.com',
        cloudflare: 'cloudflare.com',
        confluent: 'confluent.io',
      };
      expect(new URL(page).hostname.endsWith(hosts[provider])).toBe(true);
      expect(date).toMatch(/^2026-/);
    },
  );

  it('cover the region of every location', () => {
    for (const { cloud, region } of platforms.flatMap(({ locations }) => locations)) {
      for (const { provider, id } of entries.filter((entry) => entry.provider === cloud)) {
        expect(book.price(provider, id, region).expected, `${id} in ${region}`).toBeGreaterThan(0);
      }
    }
  });

  it('widen prices that were not read again and keep those that were', () => {
    expect(book.price('gcp', 'nat/gb', 'us-central1')).toEqual({ low: 0.045, expected: 0.045, high: 0.045 });
    const { low, expected, high } = book.price('aws', 'ec2/m7i', 'us-east-1');
    expect([low / expected, high / expected]).toEqual([expect.closeTo(0.95, 9), expect.closeTo(1.05, 9)]);
  });

  it('answer what they do not know with what is missing', () => {
    expect(() => book.price('aws', 'ec2/m7i', 'ap-south-1')).toThrow('no price of aws ec2/m7i in ap-south-1');
    expect(() => book.price('aws', 'ec2/z9', 'us-east-1')).toThrow('no price of aws ec2/z9');
  });

  it.each([
    ['a source that does not exist', { source: 'nowhere' }],
    ['a list price with a range', { regions: { everywhere: { low: 1, expected: 2, high: 3 } } }],
    [
      'an estimate without a reason',
      { confidence: 'estimate', regions: { everywhere: { low: 1, expected: 2, high: 3 } } },
    ],
    [
      'bounds in the wrong order',
      {
        confidence: 'estimate',
        reasoning: 'a reason that is long enough',
        regions: { everywhere: { low: 3, expected: 2, high: 1 } },
      },
    ],
    ['a negative price', { regions: { everywhere: -1 } }],
    ['an unknown key', { discount: 1 }],
  ])('refuse %s', (_what, wrong) => {
    const price = { unit: 'hour', source: 'page', confidence: 'recalled', regions: { everywhere: 1 } };
    const file = {
      provider: 'aws',
      currency: 'USD',
      sources: { page: { page: 'https://aws.amazon.com/', date: '2026-11-23' } },
      prices: { it: price },
    };
    expect(priceFileSchema.safeParse(file).success).toBe(true);
    expect(priceFileSchema.safeParse({ ...file, prices: { it: { ...price, ...wrong } } }).success).toBe(false);
  });
});

describe('the tables of resource types', () => {
  it('name each type once', () => {
    const { free, unpriced } = data.unbilled;
    const types = [...Object.keys(PRICERS), ...Object.values(free).flat(), ...Object.values(unpriced).flat()];
    expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
  });
});

describe('the assumptions', () => {
  it('are all used, and no pricing function asks for another', () => {
    const folder = import.meta.dirname;
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const asked = new Set([...sources.matchAll(/usage\s*\.of\('(\w+)'\)/g)].map(([, name]) => name));
    expect([...asked].sort()).toEqual(Object.keys(data.usage.assumptions).sort());
  });

  it('lie in their own bounds', () => {
    for (const [name, { low, expected, high }] of Object.entries(data.usage.assumptions)) {
      expect(low <= expected && expected <= high, name).toBe(true);
    }
  });
});
