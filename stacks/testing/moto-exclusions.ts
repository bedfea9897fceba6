import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKOUT } from './synthesized-stacks.js';

const reason = z.string().min(20);

const exclusionsSchema = z.strictObject({
  unserved: z.array(
    z.strictObject({
      resource: z.string().regex(/^(data\.)?aws_\w+(\.[\w-]+)?$/, { error: 'a type, or type.name' }),
      reason,
    }),
  ),
  drift: z.array(
    z.strictObject({ attribute: z.string().regex(/^aws_\w+\.\w+$/, { error: 'type.attribute' }), reason }),
  ),
  undeletable: z.array(z.strictObject({ resource: z.string().regex(/^aws_\w+$/, { error: 'a type' }), reason })),
});

/** What the API server of tests cannot do: data of the test, so that no stack knows about it. */
export type MotoExclusions = z.infer<typeof exclusionsSchema>;

/** Reads `stacks/testing/moto-exclusions.yaml`. */
export const readMotoExclusions = (): MotoExclusions =>
  exclusionsSchema.parse(load(readFileSync(join(CHECKOUT, 'stacks/testing/moto-exclusions.yaml'), 'utf8')));

/** The entry that takes a resource out, or undefined. */
export const exclusionOf = (
  { unserved }: MotoExclusions,
  type: string,
  name: string,
): MotoExclusions['unserved'][number] | undefined =>
  unserved.find(({ resource }) => resource === type || resource === `${type}.${name}`);
