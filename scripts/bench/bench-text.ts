import { type Column, tableLines } from '../cli/table.js';

/** Prints a titled table; the first column is text, the others are numbers. */
export function printTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const columns = head.map((name, index): Column => ({ title: name, align: index === 0 ? 'left' : 'right' }));
  console.log(`\n${title}\n`);
  for (const line of tableLines(columns, rows)) console.log(`  ${line}`);
}

export const secondsText = (seconds: number): string => `${seconds.toFixed(2)} s`;
export const mibText = (mib: number | undefined): string => (mib === undefined ? 'unknown' : `${Math.round(mib)} MB`);
export const timesText = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 2 : 0)}×`;
