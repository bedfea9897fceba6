import type { Provider } from './categories.js';
import type { Price, PriceFile } from './data-schema.js';
import { type Range } from './range.js';
import { UnknownPrice } from './unknown-price.js';

/** How far a list price that was not read again may be off, up or down. */
const RECALLED_MARGIN = 0.05;

/** Where a price that was used is written. */
export interface UsedSource {
  readonly provider: Provider;
  readonly page: string;
  readonly date: string;
}

/** Answers what something costs in a region, and where that is written. */
export class PriceBook {
  constructor(private readonly files: ReadonlyMap<Provider, PriceFile>) {}

  /** The price of one unit in a region; throws UnknownPrice when the table holds none. */
  price(provider: Provider, id: string, region: string): Range {
    const { regions, confidence } = this.entry(provider, id);
    const found = 'everywhere' in regions ? regions['everywhere'] : regions[region];
    if (found === undefined) throw new UnknownPrice(`no price of ${provider} ${id} in ${region}`);
    if (typeof found !== 'number') return found;
    const margin = confidence === 'confirmed' ? 0 : RECALLED_MARGIN;
    return { low: found * (1 - margin), expected: found, high: found * (1 + margin) };
  }

  unit(provider: Provider, id: string): string {
    return this.entry(provider, id).unit;
  }

  source(provider: Provider, id: string): UsedSource {
    const source = this.files.get(provider)?.sources[this.entry(provider, id).source];
    if (source === undefined) throw new RangeError(`the price ${provider} ${id} has no source`);
    return { provider, ...source };
  }

  private entry(provider: Provider, id: string): Price {
    const entry = this.files.get(provider)?.prices[id];
    if (entry === undefined) throw new UnknownPrice(`no price of ${provider} ${id}`);
    return entry;
  }
}
