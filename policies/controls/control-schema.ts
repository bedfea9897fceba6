import { z } from 'zod';

const said = z.string().trim().min(1);

/** `policies/controls/<standard>.yaml`: the controls of one standard in our own words, and what our rules say to them. */
export const controlFileSchema = z.strictObject({
  standard: said,
  version: said,
  namespace: z.string().regex(/^[a-z0-9]+$/),
  controls: z
    .array(
      z.strictObject({
        id: said,
        title: said.describe('in our own words; the text of a standard is not reproduced'),
        manual: z.boolean().describe('only a person can show it'),
      }),
    )
    .min(1),
  mappings: z.array(
    z.strictObject({
      rule: z.string().regex(/^[A-Z]+-\d{3}$/),
      control: said,
      strength: z.enum(['satisfies', 'supports', 'evidence-only']),
      rationale: said,
    }),
  ),
});

export type ControlFile = z.infer<typeof controlFileSchema>;
export type ControlMapping = ControlFile['mappings'][number];
