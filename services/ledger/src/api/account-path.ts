import { z } from 'zod';
import { ledgerId } from './schemas/identifiers.js';

/** Paths of one account. */
export const accountPath = z.strictObject({ accountId: ledgerId });

export type AccountPath = z.infer<typeof accountPath>;
