import type { Column } from '../../cli/table.js';
import type { Estimate } from '../estimate.js';
import type { ModeEstimate } from '../estimate-mode.js';
import { isZero, type Range } from '../range.js';

/** One table of the report; the last row may be a total. */
export interface CostTable {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}

const MONEY: readonly Column[] = ['low', 'expected', 'high'].map((title) => ({ title, align: 'right' }));
const left = (...titles: readonly string[]): Column[] => titles.map((title) => ({ title, align: 'left' }));
const right = (...titles: readonly string[]): Column[] => titles.map((title) => ({ title, align: 'right' }));

export const dollars = (amount: number): string => Math.round(amount).toLocaleString('en');
const money = ({ low, expected, high }: Range): string[] => [low, expected, high].map(dollars);
const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** Every table of an environment's report, in the order in which they are read. */
export function costTables(estimate: Estimate): readonly CostTable[] {
  return [
    stackTable(estimate.normal),
    categoryTable(estimate.normal),
    ...(estimate.survivors.length === 0 ? [] : [survivorTable(estimate)]),
    nodeTable(estimate),
    leverTable(estimate),
    comparisonTable(estimate),
    unpricedTable(estimate),
    leftOutTable(estimate),
    sourceTable(estimate),
  ].filter(({ rows }) => rows.length > 0);
}

/** The rows of the stacks stand by layer; traffic between clouds is in its network's row and shown once more by itself. */
function stackTable({ stacks, listUsd, crossCloudEgressUsd }: ModeEstimate): CostTable {
  const layers = [...new Set(stacks.map(({ layer }) => layer))];
  const rows = layers.flatMap((layer) =>
    stacks
      .filter((row) => row.layer === layer)
      .map(({ stack, monthlyUsd }, index) => [index === 0 ? layer : '', stack, ...money(monthlyUsd)]),
  );
  return {
    title: 'Stacks, normal operation, list prices, USD a month',
    columns: [...left('layer', 'stack'), ...MONEY],
    rows: [
      ...rows,
      ['', 'total', ...money(listUsd)],
      ['', 'of it egress between the clouds', ...money(crossCloudEgressUsd)],
    ],
  };
}

function categoryTable({ categories }: ModeEstimate): CostTable {
  return {
    title: 'What it is spent on',
    columns: [...left('category'), ...MONEY],
    rows: categories
      .filter(({ monthlyUsd }) => !isZero(monthlyUsd))
      .map(({ category, monthlyUsd }) => [category, ...money(monthlyUsd)]),
  };
}

function survivorTable({ normal, survivors }: Estimate): CostTable {
  const row = (
    { mode, listUsd, afterLeversUsd, crossCloudEgressUsd }: ModeEstimate,
    lostUsd: Range | null,
  ): string[] => [
    mode,
    ...money(listUsd),
    dollars(afterLeversUsd.expected),
    dollars(crossCloudEgressUsd.expected),
    lostUsd === null ? '–' : dollars(lostUsd.expected),
  ];
  return {
    title: 'Normal operation and a month without a cloud',
    columns: [...left('mode'), ...MONEY, ...right('after levers', 'between clouds', 'lost cloud')],
    rows: [row(normal, null), ...survivors.map((survivor) => row(survivor, survivor.lostCloudUsd))],
    note:
      'Without a cloud the other carries all load of both. The total holds no invoice of the lost one; its last column is what that cloud costs ' +
      'in normal operation, should it keep charging. Commitments made with it stay due.',
  };
}

function nodeTable({ normal, survivors }: Estimate): CostTable {
  const nodesIn = (mode: ModeEstimate, location: string): string => {
    const found = mode.nodes.find((row) => row.location === location);
    return found === undefined ? '–' : dollars(found.nodes.expected);
  };
  return {
    title: 'Nodes that are up',
    columns: [...left('location'), ...right('normal', ...survivors.map(({ mode }) => mode))],
    rows: normal.nodes.map(({ location, nodes }) => [
      location,
      dollars(nodes.expected),
      ...survivors.map((survivor) => nodesIn(survivor, location)),
    ]),
  };
}

function leverTable({ normal }: Estimate): CostTable {
  const total = normal.levers.reduce((saved, { savedUsd }) => saved + savedUsd, 0);
  return {
    title: 'Levers, in this order, normal operation, as expected, USD a month',
    columns: [...left('lever', 'status'), ...right('works on', 'saves')],
    rows:
      total === 0
        ? []
        : [
            ...normal.levers.map(({ title, status, baseUsd, savedUsd }) => [
              title,
              status,
              status === 'available' ? dollars(baseUsd.expected) : '–',
              status === 'available' ? dollars(savedUsd) : '–',
            ]),
            ['total', '', '', dollars(total)],
          ],
  };
}

function comparisonTable({ normal, comparison }: Estimate): CostTable {
  const { caseStudy, savedPart, verdicts } = comparison;
  if (isZero(normal.listUsd)) return { title: 'Beside the budget', columns: [], rows: [] };
  const figures = [
    ['estimate, list prices', ...money(normal.listUsd), ''],
    ['estimate, after levers', ...money(normal.afterLeversUsd), `${percent(savedPart)} less`],
  ];
  const told =
    caseStudy === null
      ? []
      : [
          ['case study before', '', dollars(caseStudy.beforeUsd), '', ''],
          [
            'case study after',
            '',
            dollars(caseStudy.afterUsd),
            '',
            `${percent(1 - caseStudy.afterUsd / caseStudy.beforeUsd)} less`,
          ],
        ];
  return {
    title: caseStudy === null ? 'Beside the budget' : 'Beside the budget and the case study',
    columns: [...left('USD a month'), ...MONEY, ...left('')],
    rows: [
      ...figures,
      ...told,
      ...verdicts.map(({ name, limitUsd, reached }) => [name, '', dollars(limitUsd), '', `holds ${reached}`]),
    ],
    note: comparisonNote(comparison, normal),
  };
}

/** Says in words whether the figures of the case study come out, and how much that proves. */
function comparisonNote(
  { caseStudy, verdicts, savedPart }: Estimate['comparison'],
  { listUsd, afterLeversUsd }: ModeEstimate,
): string {
  if (caseStudy === null) return verdicts.map(({ name, reached }) => `The ${name} holds ${reached}.`).join(' ');
  const { beforeUsd, afterUsd } = caseStudy;
  const verb = afterLeversUsd.expected <= afterUsd ? 'reaches' : 'does not reach';
  return (
    `As expected the estimate ${verb} ${dollars(afterUsd)} after levers, ${apart(afterLeversUsd.expected, afterUsd)} it; its list price lies ` +
    `${apart(listUsd.expected, beforeUsd)} the case study's ${dollars(beforeUsd)}. The levers save ${percent(savedPart)}, those of the case study ` +
    `saved ${percent(1 - afterUsd / beforeUsd)}. The figures do not measure the same: the case study tells an invoice, this is what the synthesized ` +
    'stacks cost by public prices and assumed usage, without what is left out below. Reaching a figure therefore proves no saving of its size.'
  );
}

const apart = (amount: number, other: number): string =>
  `${dollars(Math.abs(amount - other))} ${amount <= other ? 'below' : 'above'}`;

function unpricedTable({ unpriced }: Estimate): CostTable {
  return {
    title: 'Resources without a price',
    columns: [...left('type'), ...right('count'), ...left('reason')],
    rows: unpriced.map(({ type, count, reason }) => [type, String(count), reason]),
  };
}

function leftOutTable({ leftOut }: Estimate): CostTable {
  return {
    title: 'Left out',
    columns: left('item', 'reason'),
    rows: leftOut.map(({ item, reason }) => [item, reason]),
  };
}

function sourceTable({ sources }: Estimate): CostTable {
  return {
    title: 'Price pages',
    columns: left('provider', 'page', 'as of'),
    rows: sources.map(({ provider, page, date }) => [provider, page, date]),
  };
}
