import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { compareRevisions } from '../diff/compare-revisions.js';
import { isEmpty } from '../diff/comparison.js';
import { diffComment } from '../diff/render/diff-comment.js';
import { diffDocument } from '../diff/render/diff-document.js';
import { diffText } from '../diff/render/diff-text.js';

export interface DiffOptions {
  readonly base: string;
  readonly head?: string;
  readonly format?: 'text' | 'comment';
}

/** `finflow diff`: what a change of the definitions does, ranked by what it puts at risk; exits 2 when anything changes. */
export async function diff(context: CommandContext, { base, head, format }: DiffOptions): Promise<CommandOutcome> {
  const comparison = await compareRevisions(context, { base, head });
  return {
    exitCode: isEmpty(comparison) ? EXIT.clean : EXIT.violations,
    document: diffDocument(comparison),
    text: format === 'comment' ? diffComment(comparison) : diffText(comparison, context.colors),
  };
}
