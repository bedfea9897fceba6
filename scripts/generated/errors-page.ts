import { GENERATED_NOTE, type GeneratedFile } from './generated-file.js';
import { codes } from '../../services/definition/codes.js';

/** Every error code with what it means and how to fix it. */
export function errorsPage(): GeneratedFile {
  const sections = Object.entries(codes).map(([code, { title }]) => `## ${code}\n\n${title}`);
  return { path: 'docs/errors.md', content: `${['# Errors', GENERATED_NOTE, ...sections].join('\n\n')}\n` };
}
