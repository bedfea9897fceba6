import type { SqlValue } from './database.js';

/** Text that PostgreSQL would read as something else between the braces of an array. */
const NEEDS_QUOTES = /["\\{},\s]|^$|^null$/i;
const ESCAPED = /["\\]/g;

/**
 * A list as PostgreSQL's array literal. The driver quotes and escapes every element, which costs a batch of transfers more than its
 * decisions do; most elements are numbers and ids.
 *
 * @returns undefined for a list with elements that only the driver knows how to write
 */
export function arrayLiteral(values: readonly SqlValue[]): string | undefined {
  let literal = '';
  for (const value of values) {
    const element = elementOf(value);
    if (element === undefined) return undefined;
    literal += literal === '' ? element : `,${element}`;
  }
  return `{${literal}}`;
}

function elementOf(value: SqlValue): string | undefined {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return NEEDS_QUOTES.test(value) ? `"${value.replace(ESCAPED, '\\$&')}"` : value;
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value instanceof Date ? value.toISOString() : undefined;
}
