import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../package-root.js';

const release = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  repository: z.string().regex(/^(https|oci):\/\//),
  chart: z.string(),
  version: z.string(),
  digest: z.union([z.literal('unverified'), z.string().regex(/^sha256:[0-9a-f]{64}$/)]),
  source: z.url(),
  definitions: z.array(z.string()),
});

/** A chart of others in the one version that runs here. */
export type Release = z.infer<typeof release>;

/** Reads `releases.yaml` once. */
export const RELEASES: readonly Release[] = z
  .array(release)
  .parse(parse(readFileSync(join(packageRoot(), 'charts/add-ons/releases.yaml'), 'utf8')));

/** @throws RangeError when no row has the name */
export function releaseOf(name: string): Release {
  const found = RELEASES.find((release) => release.name === name);
  if (found === undefined) throw new RangeError(`releases.yaml has no row ${name}`);
  return found;
}

/** Where Argo CD finds the chart: registries stand without their scheme there. */
export const chartRepository = ({ repository }: Release): string => repository.replace(/^oci:\/\//, '');
