import { breakManifest, breakStack, type Mutation, set } from '../mutation.js';

/** Ways to make the real output incomplete, or to add what nobody knows. */
export const engineMutations: readonly Mutation[] = [
  breakStack('ENG-003', 'loses a stack', 'remove'),
  breakStack('COV-001', 'adds a kind that no rule knows', set('resource.aws_new_thing', { one: {} })),
  breakManifest('COV-001', 'applies a kind that no rule knows', 'ServiceAccount', set('kind', 'NewThing')),
];
