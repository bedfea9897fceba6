import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { AwsLocation, Platform } from '../../services/definition/platform.js';
import { synthesizeStacks } from '../synthesize.js';

const blocks = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));

const terraformJson = z.object({
  terraform: z.object({
    backend: z.record(z.string(), z.record(z.string(), z.unknown())),
    required_providers: z.record(z.string(), z.object({ source: z.string(), version: z.string() })),
  }),
  provider: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  resource: blocks,
  data: blocks.default({}),
  output: z.record(z.string(), z.object({ value: z.string(), sensitive: z.boolean().optional() })).default({}),
});

/** One stack as Terraform reads it. */
export type TerraformJson = z.infer<typeof terraformJson>;
export type Attributes = Readonly<Record<string, unknown>>;

/** The root of the checkout the tests run in. */
export const CHECKOUT = join(fileURLToPath(import.meta.url), '../../..');

/** The repository's own platforms, on a fixed day. */
export const platforms: readonly Platform[] = loadPlatforms(CHECKOUT, { asOf: '2026-11-23' });

/** The platform of one environment. */
export function platformOf(environment: string): Platform {
  return found(
    platforms.find((platform) => platform.environment.name === environment),
    environment,
  );
}

/** An AWS location of a platform. */
export function awsLocation(platform: Platform, name: string): AwsLocation {
  return found(
    platform.locations.find((location): location is AwsLocation => location.cloud === 'aws' && location.name === name),
    name,
  );
}

/** Synthesizes platforms and reads every stack back, as text. */
export function synthesizedTexts(of: readonly Platform[]): ReadonlyMap<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'stacks-'));
  try {
    synthesizeStacks(of, directory);
    const names = of.flatMap((platform) => platform.stacks.map((stack) => stack.name));
    return new Map(names.map((name) => [name, readFileSync(join(directory, 'stacks', name, 'cdk.tf.json'), 'utf8')]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Synthesizes platforms and reads every stack back, parsed. */
export function synthesized(of: readonly Platform[]): ReadonlyMap<string, TerraformJson> {
  return new Map([...synthesizedTexts(of)].map(([name, text]) => [name, terraformJson.parse(JSON.parse(text))]));
}

/** How many resources of each type a stack has. */
export function resourceCounts(stack: TerraformJson): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(stack.resource).map(([type, named]) => [type, Object.keys(named).length]));
}

/** The resources of one type, by name. */
export function resourcesOf(stack: TerraformJson, type: string): Readonly<Record<string, Attributes>> {
  return found(stack.resource[type], type);
}

/** One resource. */
export function resourceOf(stack: TerraformJson, type: string, name: string): Attributes {
  return found(resourcesOf(stack, type)[name], `${type}.${name}`);
}

/** The value, which must be there. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new RangeError(`there is no ${what}`);
  return value;
}
