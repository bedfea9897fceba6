import { z } from 'zod';

/** The largest amount and balance: exact in every JSON parser. */
export const LARGEST_AMOUNT = Number.MAX_SAFE_INTEGER;

/** An amount of money that moves: minor units of its currency, at least one. */
export const amount = z.int().min(1).max(LARGEST_AMOUNT).describe('minor units of the currency, such as cents');

/** A balance or a change of one, in minor units. */
export const signedAmount = z.int().min(-LARGEST_AMOUNT).max(LARGEST_AMOUNT).describe('minor units of the currency');

/** A bound in minor units; null for none. */
export const limit = z.int().min(0).max(LARGEST_AMOUNT).nullable();

/** As `limit`, where nothing at all would make no sense. */
export const positiveLimit = z.int().min(1).max(LARGEST_AMOUNT).nullable();

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217, such as EUR');
