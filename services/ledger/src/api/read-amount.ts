/** An amount of a validated body, which is a safe integer, as the journal counts. */
export const readAmount = (amount: number): bigint => BigInt(amount);

/** As `readAmount`; null stays null. */
export const amountOrNull = (amount: number | null): bigint | null => (amount === null ? null : BigInt(amount));
