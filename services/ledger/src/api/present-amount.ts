/**
 * A number of the journal as JSON has it. Its constraints keep balances within 2^53 − 1, sequences and versions never get there.
 *
 * @throws RangeError rather than a rounded amount
 */
export function presentAmount(amount: bigint): number {
  const presented = Number(amount);
  if (!Number.isSafeInteger(presented)) throw new RangeError('an amount that JSON cannot hold exactly');
  return presented;
}
