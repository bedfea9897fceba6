import { type ErrorExplanation } from './codes.js';

/** docs/errors.md: every error code with what it means, why the rule exists and an example of a fix. */
export function renderErrorDocs(codes: Readonly<Record<string, ErrorExplanation>>, note: string): string {
  const sections = Object.entries(codes).map(
    ([code, { title, why, fix }]) => `## ${code}\n\n${title}.\n\n${why}\n\nFix, for example: ${escaped(fix)}.`,
  );
  const introduction =
    'Every error names the file, line and column, the value, what is allowed and what to do; all errors of a run are shown at once.';
  return `${['# Errors in definitions', note, introduction, ...sections].join('\n\n')}\n`;
}

/** Angle brackets and stars would be read as markup. */
function escaped(text: string): string {
  return text.replace(/[<>*_]/g, (character) => `\\${character}`);
}
