import type { Colors } from '../../cli/colors.js';
import { plural } from '../../cli/plural.js';
import { type Comparison, isEmpty, RISKS, type Risk, type Side } from '../comparison.js';
import { plainText, type Sentence } from '../sentence.js';
import {
  ACTION_SIGNS,
  isRegression,
  lossHeadline,
  lostResources,
  lostSentence,
  manifestSentence,
  postureSentence,
  resourceSentence,
  stackCounts,
  stackNotes,
} from './summary.js';

const MOST_LOST = 20;

/** A comparison as a person reads it on a terminal: what would be lost, what changes in words, then resources, objects and rules. */
export function diffText(comparison: Comparison, colors: Colors): string {
  const { base, head, programFiles } = comparison;
  const title = `${colors.bold(sideText(base))} → ${colors.bold(sideText(head))}`;
  const program = programFiles.length === 0 ? [] : ['', colors.yellow(programNote(comparison))];
  if (isEmpty(comparison))
    return [title, '', `${colors.green('✓')} the definitions of both sides lead to the same outputs`, ...program].join(
      '\n',
    );
  return [
    title,
    ...lossLines(comparison, colors),
    ...statementLines(comparison, colors),
    ...stackLines(comparison, colors),
    ...manifestLines(comparison, colors),
    ...program,
  ].join('\n');
}

/** Says what the comparison cannot show: both sides are made by one program. */
export const programNote = ({ programFiles }: Comparison): string =>
  `${plural(programFiles.length, 'file')} of the program differ${programFiles.length === 1 ? 's' : ''} as well; both sides were made by the program that runs, so a plan shows that effect`;

export const sideText = ({ name, commit }: Side): string =>
  commit === null ? name : commit.startsWith(name) ? commit.slice(0, 12) : `${name} (${commit.slice(0, 12)})`;

function lossLines(comparison: Comparison, colors: Colors): string[] {
  const lost = lostResources(comparison);
  if (lost.length === 0) return [];
  const rest = lost.length - MOST_LOST;
  return [
    '',
    colors.red(colors.bold(lossHeadline(lost))),
    ...lost.slice(0, MOST_LOST).map((resource) => {
      const mark = resource.stateful ? colors.red('!') : ' ';
      return ` ${mark} ${resource.stack}: ${plainText(lostSentence(resource))}`;
    }),
    ...(rest > 0 ? [colors.dim(`   and ${plural(rest, 'resource')} more below`)] : []),
  ];
}

const MARKS: Readonly<Record<Risk, string>> = {
  'data-loss': '!',
  replacement: '!',
  posture: '✗',
  widening: '>',
  capacity: '=',
  other: '·',
};

function statementLines(comparison: Comparison, colors: Colors): string[] {
  return RISKS.flatMap(({ name, title }) => {
    const said = comparison.statements.filter(({ risk }) => risk === name);
    const sentences: [Sentence, readonly string[]][] = said.map(({ sentence, environments }) => [
      sentence,
      environments,
    ]);
    const lines = [
      ...sentences.map(
        ([sentence, environments]) => `${plainText(sentence)} ${colors.dim(`[${environments.join(', ')}]`)}`,
      ),
      ...(name === 'posture' ? postureLines(comparison, colors) : []),
    ];
    return lines.length === 0 ? [] : ['', colors.bold(title), ...lines.map((line) => ` ${MARKS[name]} ${line}`)];
  });
}

function postureLines({ posture, waivers }: Comparison, colors: Colors): string[] {
  return [
    ...posture.map((change) => {
      const paint = isRegression(change) ? colors.red : colors.green;
      return paint(plainText(postureSentence(change)));
    }),
    ...waivers.map(
      ({ id, rule, change, expires, environment }) =>
        `waiver ${id} for ${rule} is ${change}, expires ${expires} ${colors.dim(`[${environment}]`)}`,
    ),
  ];
}

function stackLines({ stacks }: Comparison, colors: Colors): string[] {
  if (stacks.length === 0) return [];
  return [
    '',
    colors.bold('Terraform'),
    ...stacks.flatMap((stack) => [
      ` ${stack.stack}  ${colors.dim(stackCounts(stack))}`,
      ...stackNotes(stack).map((note) => `   ! ${plainText(note)}`),
      ...stack.resources.map(
        (change) => `   ${ACTION_SIGNS[change.action].padEnd(3)} ${plainText(resourceSentence(change))}`,
      ),
    ]),
  ];
}

function manifestLines({ manifests }: Comparison, colors: Colors): string[] {
  if (manifests.length === 0) return [];
  const applications = [...new Set(manifests.map(({ application }) => application))];
  return [
    '',
    colors.bold('Manifests'),
    ...applications.flatMap((application) => [
      ` ${application}`,
      ...manifests
        .filter((change) => change.application === application)
        .map((change) => `   ${ACTION_SIGNS[change.action]} ${plainText(manifestSentence(change))}`),
    ]),
  ];
}
