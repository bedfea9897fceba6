import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { packageRoot } from '../../policies/engine/package-root.js';
import { PROVIDERS, type Provider } from './categories.js';
import {
  leversFileSchema,
  priceFileSchema,
  unbilledFileSchema,
  usageFileSchema,
  type LeversFile,
  type PriceFile,
  type UnbilledFile,
  type UsageFile,
} from './data-schema.js';

/** Everything that an estimate takes from data: prices, assumptions, levers and what has no price. */
export interface CostData {
  readonly prices: ReadonlyMap<Provider, PriceFile>;
  readonly usage: UsageFile;
  readonly levers: LeversFile;
  readonly unbilled: UnbilledFile;
}

/** Reads the data that ships with the program; throws when a file does not fit its schema. */
export function loadCostData(): CostData {
  return {
    prices: new Map(PROVIDERS.map((provider) => [provider, readData(`prices/${provider}.yaml`, priceFileSchema)])),
    usage: readData('usage.yaml', usageFileSchema),
    levers: readData('levers.yaml', leversFileSchema),
    unbilled: readData('unbilled.yaml', unbilledFileSchema),
  };
}

function readData<T>(file: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(readFileSync(join(packageRoot(), 'scripts/cost', file), 'utf8')));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error([`scripts/cost/${file} does not fit its schema:`, ...problems].join('\n'));
}
