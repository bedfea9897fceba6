import type { Colors } from '../../cli/colors.js';
import { tableLines } from '../../cli/table.js';
import type { Estimate } from '../estimate.js';
import { isZero } from '../range.js';
import { costTables } from './cost-tables.js';

/** What a person reads on a terminal. */
export function costText(estimate: Estimate, report: string, colors: Colors): string[] {
  const { environment, normal } = estimate;
  if (isZero(normal.listUsd)) {
    return [`${colors.bold(environment)}: nothing that is billed (${normal.stacks.length} stacks on this machine)`, ''];
  }
  return [
    colors.bold(environment),
    ...costTables(estimate).flatMap(({ title, columns, rows, note }) => [
      '',
      colors.bold(title),
      ...tableLines(columns, rows).map((line, index) => (index === 0 ? colors.dim(line) : line)),
      ...(note === undefined ? [] : wrapped(note).map((line) => colors.dim(line))),
    ]),
    '',
    colors.dim(`every line with its quantity, price and source: ${report}`),
    '',
  ];
}

const WIDTH = 120;

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
