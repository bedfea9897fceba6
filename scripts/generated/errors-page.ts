import { codes, type ErrorExplanation } from '../../services/definition/codes.js';
import { GENERATED_NOTE, type GeneratedFile } from './generated-file.js';

/** Every error code of the definitions with what it means, why it exists and how to get rid of it. */
export function errorsPage(): GeneratedFile {
  const table: [string, ErrorExplanation][] = Object.entries(codes);
  const sections = table
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { title, why, fix }]) => `## ${code}\n\n**${title}**\n\n${why}\n\nFix: ${fix}`);
  return { path: 'docs/errors.md', content: `${['# Errors', GENERATED_NOTE, ...sections].join('\n\n')}\n` };
}
