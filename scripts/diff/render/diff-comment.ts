import { plural } from '../../cli/plural.js';
import { type Comparison, isEmpty, RISKS } from '../comparison.js';
import { say, type Sentence } from '../sentence.js';
import { programNote, sideText } from './diff-text.js';
import { codeSpan, escaped, htmlText, markdown } from './markdown.js';
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

/** First line of the comment, by which the next run finds and updates it. */
export const COMMENT_MARKER = '<!-- finflow-diff -->';

/** GitHub refuses comments of more than 65,536 characters; the plan's lines of the workflow still have to fit. */
export const LONGEST_COMMENT = 60_000;

const MOST_LOST = 25;
const MOST_GRAVE = 25;
const GRAVE: readonly string[] = ['data-loss', 'replacement', 'posture', 'widening'];

/** A comparison as one comment of a pull request: losses and risks outside of the fold, the rest inside; empty when nothing changes. */
export function diffComment(comparison: Comparison, longest = LONGEST_COMMENT): string {
  if (isEmpty(comparison) && comparison.programFiles.length === 0) return '';
  const head = [
    COMMENT_MARKER,
    '',
    ...lossSection(comparison),
    ...graveSections(comparison),
    ...(comparison.programFiles.length === 0 ? [] : [`> [!NOTE]\n> ${escaped(programNote(comparison))}.`, '']),
  ];
  const foot = markdown(say`Compared ${sideText(comparison.base)} with ${sideText(comparison.head)}.`);
  const folds = [statementFold(comparison), stackFold(comparison), manifestFold(comparison)].filter(
    ({ lines }) => lines.length > 0,
  );
  return fitted(head, folds, foot, longest);
}

function lossSection(comparison: Comparison): string[] {
  const lost = lostResources(comparison);
  if (lost.length === 0) return [];
  const rest = lost.length - MOST_LOST;
  return [
    `### ${escaped(lossHeadline(lost))}`,
    '',
    ...lost
      .slice(0, MOST_LOST)
      .map((resource) => item(say`${resource.stack}: ${lostSentence(resource)}`, resource.stateful ? '🛑 ' : '')),
    ...(rest > 0 ? [`- and ${plural(rest, 'resource')} more, below`] : []),
    '',
  ];
}

/** Risks that reviewers must see without unfolding anything. */
function graveSections(comparison: Comparison): string[] {
  const items = gravest(comparison);
  if (items.length === 0) return [];
  const rest = items.length - MOST_GRAVE;
  return [
    '**What changes**',
    '',
    ...items.slice(0, MOST_GRAVE),
    ...(rest > 0 ? [`- and ${plural(rest, 'change')} more, below`] : []),
    '',
  ];
}

function gravest(comparison: Comparison): string[] {
  return RISKS.filter(({ name }) => GRAVE.includes(name)).flatMap(({ name }) => itemsOf(comparison, name));
}

function itemsOf({ statements, posture, waivers }: Comparison, risk: string): string[] {
  const said = statements
    .filter((statement) => statement.risk === risk)
    .map(({ sentence, environments }) => item([...sentence, ` (${environments.join(', ')})`]));
  if (risk !== 'posture') return said;
  return [
    ...said,
    ...posture.map((change) => item(postureSentence(change), isRegression(change) ? '❌ ' : '')),
    ...waivers.map(({ id, rule, change, expires, environment }) =>
      item(say`waiver ${id} for ${rule} is ${[change]}, expires ${[expires]} (${environment})`),
    ),
  ];
}

const item = (sentence: Sentence, mark = ''): string => `- ${mark}${markdown(sentence)}`;

interface Fold {
  readonly title: string;
  readonly lines: readonly string[];
}

function statementFold(comparison: Comparison): Fold {
  const grave = gravest(comparison).slice(MOST_GRAVE);
  const lines = RISKS.filter(({ name }) => !GRAVE.includes(name)).flatMap(({ name, title }) => {
    const items = itemsOf(comparison, name);
    return items.length === 0 ? [] : [`**${title}**`, '', ...items, ''];
  });
  return { title: 'Other changes in words', lines: [...grave, ...(grave.length === 0 ? [] : ['']), ...lines] };
}

function stackFold({ stacks }: Comparison): Fold {
  const resources = stacks.reduce((sum, stack) => sum + stack.resources.length, 0);
  const lines = stacks.flatMap((stack) => [
    `**${markdown(say`${stack.stack}`)}** ${stack.resources.length === 0 ? '' : codeSpan(stackCounts(stack))}`,
    '',
    ...stackNotes(stack).map((note) => item(note, '⚠️ ')),
    ...stack.resources.map((change) => item(resourceSentence(change), `${codeSpan(ACTION_SIGNS[change.action])} `)),
    '',
  ]);
  return { title: `Terraform: ${plural(resources, 'resource')} in ${plural(stacks.length, 'stack')}`, lines };
}

function manifestFold({ manifests }: Comparison): Fold {
  const applications = [...new Set(manifests.map(({ application }) => application))];
  const lines = applications.flatMap((application) => [
    `**${markdown(say`${application}`)}**`,
    '',
    ...manifests
      .filter((change) => change.application === application)
      .map((change) => item(manifestSentence(change), `${codeSpan(ACTION_SIGNS[change.action])} `)),
    '',
  ]);
  return {
    title: `Manifests: ${plural(manifests.length, 'object')} of ${plural(applications.length, 'application')}`,
    lines,
  };
}

/** Puts the parts together and leaves out lines of the last folds first when the comment would get too long. */
function fitted(head: readonly string[], folds: readonly Fold[], foot: string, longest: number): string {
  // Room for each fold's frame and for the note on what was left out.
  const frames = folds.reduce((sum, { title }) => sum + title.length + 160, 0);
  let left = longest - head.join('\n').length - foot.length - frames;
  const rendered = folds.map(({ title, lines }) => {
    let fitting = 0;
    for (const line of lines) {
      if (line.length + 1 > left) break;
      left -= line.length + 1;
      fitting += 1;
    }
    // What follows would only show smaller things than those that were left out here.
    if (fitting < lines.length) left = 0;
    const missing = lines.slice(fitting).filter((line) => line.startsWith('- ')).length;
    const note =
      missing === 0
        ? []
        : [
            '',
            `_${plural(missing, 'line')} left out: the comment would be too long for GitHub; run \`finflow diff\`._`,
          ];
    return [
      '<details>',
      `<summary>${htmlText(title)}</summary>`,
      '',
      ...lines.slice(0, fitting),
      ...note,
      '</details>',
      '',
    ];
  });
  return [...head, ...rendered.flat(), `<sub>${foot}</sub>`].join('\n');
}
