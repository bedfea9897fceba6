import type { Sentence } from '../sentence.js';

/**
 * A sentence in GitHub's Markdown. Words are ours; values stand in code spans, where neither markup nor mentions, issue numbers or
 * addresses are looked for.
 */
export const markdown = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? escaped(part) : codeSpan(part.value))).join('');

/** A code span that holds any text: its fence is longer than any run of backticks inside. */
export function codeSpan(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const single = text.replace(/[\r\n]+/g, ' ');
  // An empty span is no span; one that begins or ends with a backtick needs room.
  const padded = single === '' || single.startsWith('`') || single.endsWith('`') ? ` ${single} ` : single;
  return `${fence}${padded}${fence}`;
}

/** Words outside of code: nothing in them is markup, a mention or a reference. */
export const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>|~]/g, (character) => `\\${character}`)
    .replace(/&/g, '&amp;')
    .replace(/([@#])(?=\w)/g, '$1\u200B');

/** Text inside of an HTML element. */
export const htmlText = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/@/g, '@\u200B');
