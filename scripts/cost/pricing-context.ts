import type { Location, Platform } from '../../services/definition/platform.js';
import { SECONDS_A_MONTH, type Category, type Provider } from './categories.js';
import { growthOf, loadOf, partOfFull, type Mode } from './modes.js';
import { nodesUp, pooledNodes } from './node-pools.js';
import type { PriceBook } from './price-book.js';
import { product, sum, type Range } from './range.js';
import type { StackResource } from './stack-resources.js';
import { UnknownPrice } from './unknown-price.js';
import type { Usage } from './usage.js';

/** One charge of one resource for a month. */
export interface CostLine {
  readonly category: Category;
  readonly provider: Provider;
  readonly item: string;
  readonly quantity: Range;
  readonly unit: string;
  readonly unitPriceUsd: Range;
  readonly monthlyUsd: Range;
  /** `<provider>/<id>` in the price tables. */
  readonly price: string;
}

/** What is charged: how much of what, at which price of the table. */
export interface Charge {
  readonly category: Category;
  readonly item: string;
  readonly quantity: Range | number;
  /** Id in the price table of the resource's provider. */
  readonly price: string;
}

/** Prices the resources of one kind. */
export type Pricer = (resource: StackResource, context: PricingContext) => readonly CostLine[];
export type Pricers = Readonly<Record<string, Pricer>>;

export interface PricingInputs {
  readonly platform: Platform;
  readonly mode: Mode;
  readonly book: PriceBook;
  readonly usage: Usage;
  /** Every resource of the environment. */
  readonly resources: readonly StackResource[];
}

/** What a pricer knows beside the resource: where it is, in which mode, and what the rest of the environment looks like. */
export class PricingContext {
  readonly platform: Platform;
  readonly mode: Mode;
  readonly usage: Usage;
  readonly resources: readonly StackResource[];

  constructor(
    private readonly inputs: PricingInputs,
    /** Null where a resource belongs to no location, such as the edge. */
    readonly location: Location | null,
  ) {
    this.platform = inputs.platform;
    this.mode = inputs.mode;
    this.usage = inputs.usage;
    this.resources = inputs.resources;
  }

  /** A charge at the price of the provider in the location's region. */
  charge(provider: Provider, { category, item, quantity, price }: Charge): CostLine {
    const unitPriceUsd = this.inputs.book.price(provider, price, this.region);
    const amount = product(quantity, 1);
    return {
      category,
      provider,
      item,
      quantity: amount,
      unitPriceUsd,
      unit: this.inputs.book.unit(provider, price),
      monthlyUsd: product(amount, unitPriceUsd),
      price: `${provider}/${price}`,
    };
  }

  /** Region of the location; prices that hold everywhere need none. */
  get region(): string {
    return this.location?.region ?? 'everywhere';
  }

  /** The location; throws UnknownPrice for a resource that has none and whose price depends on it. */
  get place(): Location {
    if (this.location === null) throw new UnknownPrice('the resource belongs to no location');
    return this.location;
  }

  /** Posted transactions of a month in this location: peak × typical load × the location's share of it. */
  get transactions(): number {
    const jurisdiction = this.platform.jurisdictions.find(({ name }) => name === this.place.jurisdiction);
    if (jurisdiction === undefined) throw new RangeError(`${this.place.name} lies in no known jurisdiction`);
    const { peak, typicalLoad } = jurisdiction;
    return peak.transactionsPerSecond * typicalLoad * loadOf(this.platform, this.place, this.mode) * SECONDS_A_MONTH;
  }

  /** API requests of a month in this location. */
  get requests(): Range {
    return product(this.transactions, this.usage.of('requestsPerTransaction'));
  }

  /** Nodes of one pool that are up. */
  nodesOf(pool: StackResource): Range {
    const size = pooledNodes(pool);
    if (size === undefined) throw new RangeError(`${pool.type}.${pool.name} is no node pool`);
    return nodesUp(size, {
      growth: growthOf(this.platform, this.place, this.mode),
      part: partOfFull(this.platform, this.place, this.mode),
      slack: this.usage.of('nodeSlack'),
    });
  }

  /** Nodes of the location that are up: all of them, or those of one machine type. */
  nodesUp(machine?: string): Range {
    const pools = this.resources.filter((resource) => {
      if (!resource.stack.locations.includes(this.place.name)) return false;
      const size = pooledNodes(resource);
      return size !== undefined && (machine === undefined || size.machine === machine);
    });
    return sum(pools.map((pool) => this.nodesOf(pool)));
  }
}

const KILOBYTES_A_GIGABYTE = 1_000_000;

/** Gigabytes of so many things of so many kilobytes each. */
export const gigabytesOf = (count: Range | number, kilobytesEach: Range): Range =>
  product(count, kilobytesEach, 1 / KILOBYTES_A_GIGABYTE);
