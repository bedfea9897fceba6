import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { completeOutput } from './complete-output.js';

const name = 'example-use1-network';
const intent = {
  ...exampleIntent(),
  stacks: [
    {
      name,
      layer: 'network',
      scope: 'use1',
      locations: ['use1'],
      stateKey: 'network',
      path: `cdktf.out/stacks/${name}`,
    },
  ],
};

describe('ENG-003 complete output', () => {
  it('passes what was declared and found', () => {
    expect(outcomesOf(completeOutput, { intent, stacks: { [name]: {} } })).toEqual(['pass']);
  });

  it('fails what is missing and what nobody declared', () => {
    const manifests = { 'use1/rogue': '{apiVersion: v1, kind: ConfigMap, metadata: {name: rogue}}' };
    expect(messagesOf(completeOutput, { intent, manifests })).toEqual([
      'declared, but not in the output',
      'in the output, but nobody declared it',
    ]);
  });

  it('is not applicable to nothing', () => {
    expect(outcomesOf(completeOutput, {})).toEqual(['not-applicable']);
  });
});
