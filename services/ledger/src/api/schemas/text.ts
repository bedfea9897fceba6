import { z } from 'zod';

/**
 * Text as people write it, stored as it came: any script, no normalisation. Control characters and halves of surrogate pairs are
 * refused, because logs, terminals and PostgreSQL each do something else with them.
 */
export const plainText = (longest: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(longest)
    // eslint-disable-next-line no-control-regex -- refusing them is the point
    .regex(/^[^\u0000-\u001f\u007f-\u009f\ud800-\udfff]*$/u);

const METADATA_KEYS = 20;

/** The caller's own labels of an account or a transfer. Up to 20 keys of 40 characters, values of 256. */
export const metadata = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/), plainText(256))
  .refine((labels) => Object.keys(labels).length <= METADATA_KEYS)
  .meta({ maxProperties: METADATA_KEYS })
  .describe('labels of the caller: no secrets, nothing about people');
