import { z } from 'zod';

const strings = z.union([z.string(), z.array(z.string())]);

const policy = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string(),
      Effect: z.enum(['Allow', 'Deny']),
      Principal: z.union([z.string(), z.record(z.string(), strings)]).optional(),
      Action: strings,
      Resource: strings.optional(),
      Condition: z.record(z.string(), z.record(z.string(), strings)).optional(),
    }),
  ),
});

export type Statement = z.infer<typeof policy>['Statement'][number];

/** The statements of a policy attribute, refused unless every key is IAM's. */
export function statementsOf(document: unknown): readonly Statement[] {
  return policy.parse(JSON.parse(z.string().parse(document))).Statement;
}

/** One or many strings, as a list. */
export function listed(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
