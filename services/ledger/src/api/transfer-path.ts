import { z } from 'zod';
import { ledgerId } from './schemas/identifiers.js';

/** Paths of one transfer. */
export const transferPath = z.strictObject({ transferId: ledgerId });

export type TransferPath = z.infer<typeof transferPath>;
