import type { Comparison } from '../comparison.js';
import { plainText } from '../sentence.js';
import { lostResources } from './summary.js';

/** A comparison as one plain document: sentences as text, everything else as it was found. */
export function diffDocument(comparison: Comparison): object {
  const count = (action: string): number =>
    comparison.stacks.flatMap(({ resources }) => resources).filter((change) => change.action === action).length;
  return {
    base: comparison.base,
    head: comparison.head,
    summary: {
      destroyed: count('destroy'),
      replaced: count('replace'),
      perhapsReplaced: count('perhaps-replace'),
      updated: count('update'),
      created: count('create'),
      statefulLost: lostResources(comparison).filter(({ stateful }) => stateful).length,
    },
    statements: comparison.statements.map(({ risk, sentence, environments }) => ({
      risk,
      text: plainText(sentence),
      environments,
    })),
    stacks: comparison.stacks,
    manifests: comparison.manifests,
    posture: comparison.posture,
    waivers: comparison.waivers,
    programFiles: comparison.programFiles,
  };
}
