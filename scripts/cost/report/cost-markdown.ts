import type { CostData } from '../load-data.js';
import type { Estimate } from '../estimate.js';
import type { Range } from '../range.js';
import { costTables, dollars, type CostTable } from './cost-tables.js';

/** The whole report: tables, every line of every resource in normal operation, assumptions, levers and sources. */
export function costMarkdown(estimate: Estimate, { usage, levers }: CostData): string {
  const { environment, normal } = estimate;
  const lines = normal.resources.flatMap(({ stack, address, lines: own }) =>
    own.map((line) => ({ stack, address, ...line })),
  );
  return [
    `# Cost of ${environment}`,
    '',
    'Made by `finflow cost` from the synthesized stacks and the price tables in `scripts/cost`. Amounts are US dollars a month.',
    '',
    ...costTables(estimate).flatMap(section),
    ...section({
      title: 'Assumed usage',
      columns: ['assumption', 'unit', 'low', 'expected', 'high', 'reasoning'].map((title) => ({
        title,
        align: 'left',
      })),
      rows: Object.entries(usage.assumptions).map(([name, { unit, low, expected, high, reasoning }]) => [
        name,
        unit,
        ...[low, expected, high].map(String),
        reasoning,
      ]),
    }),
    ...section({
      title: 'What the levers assume',
      columns: ['lever', 'status', 'coverage', 'rate', 'reasoning', 'source'].map((title) => ({
        title,
        align: 'left',
      })),
      rows: levers.levers.map(({ title, status, coverage, rate, reasoning, page, date }) => [
        title,
        status,
        parts(coverage),
        parts(rate),
        reasoning,
        `<${page}> (${date})`,
      ]),
    }),
    ...section({
      title: 'Every line, normal operation, as expected',
      columns: ['stack', 'resource', 'item', 'quantity', 'unit', 'USD a unit', 'USD a month', 'price'].map((title) => ({
        title,
        align: 'left',
      })),
      rows: lines.map(({ stack, address, item, quantity, unit, unitPriceUsd, monthlyUsd, price }) => [
        stack,
        `\`${address}\``,
        item,
        String(Number(quantity.expected.toPrecision(6))),
        unit,
        String(Number(unitPriceUsd.expected.toPrecision(6))),
        monthlyUsd.expected.toFixed(2),
        price,
      ]),
    }),
    `Total: ${dollars(normal.listUsd.expected)}`,
    '',
  ].join('\n');
}

const parts = ({ low, expected, high }: Range): string =>
  [low, expected, high].map((part) => `${Math.round(part * 100)} %`).join(' / ');

function section({ title, columns, rows, note }: CostTable): string[] {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  return [
    `## ${title}`,
    '',
    `| ${columns.map((column) => column.title).join(' | ')} |`,
    `| ${columns.map(({ align }) => (align === 'right' ? '--:' : '---')).join(' | ')} |`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
    ...(note === undefined ? [] : [note, '']),
  ];
}
