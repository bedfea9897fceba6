import { z } from 'zod';

const said = (minimum: number) => z.string().trim().min(minimum);
const MAX_DAYS = 90;

/** `policies/waivers/<id>.yaml`: one accepted deviation, of one rule, on one resource, for a limited time. */
export const waiverSchema = z
  .strictObject({
    environment: said(1),
    rule: z.string().regex(/^[A-Z]+-\d{3}$/, 'must be a rule id such as NET-001'),
    resource: said(1)
      .regex(/^[^*?]+$/, 'must name one resource: wildcards are not allowed')
      .describe('resource.id of the finding'),
    fingerprint: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be the fingerprint that the finding prints'),
    reason: said(20),
    ticket: z.string().regex(/^[A-Z][A-Z0-9]*-\d+$/, 'must be a ticket such as SEC-123'),
    owner: said(1),
    approver: said(1),
    compensatingControl: said(20),
    issued: z.iso.date(),
    expires: z.iso.date(),
  })
  .refine(({ owner, approver }) => owner.toLowerCase() !== approver.toLowerCase(), {
    path: ['approver'],
    message: 'must be somebody else than the owner',
  })
  .refine(({ issued, expires }) => daysBetween(issued, expires) > 0, {
    path: ['expires'],
    message: 'must be later than issued',
  })
  .refine(({ issued, expires }) => daysBetween(issued, expires) <= MAX_DAYS, {
    path: ['expires'],
    message: `must be at most ${MAX_DAYS} days after issued`,
  });

export type Waiver = z.infer<typeof waiverSchema>;

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
