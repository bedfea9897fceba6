import picocolors from 'picocolors';
import { expect, it } from 'vitest';
import { eventful, exampleComparison, exampleStack } from '../testing/example-comparison.js';
import { diffText } from './diff-text.js';

const plain = picocolors.createColors(false);

it('looks like this', async () => {
  await expect(`${diffText(eventful, plain)}\n`).toMatchFileSnapshot('../testing/eventful.txt');
});

it('says that nothing changes, and what the comparison cannot show', () => {
  expect(diffText(exampleComparison(), plain)).toContain('lead to the same outputs');
  expect(diffText(exampleComparison({ programFiles: ['stacks/main.ts'] }), plain)).toContain(
    'a plan shows that effect',
  );
});

it('warns when a stack would start anew', () => {
  const text = diffText(exampleComparison({ stacks: [exampleStack({ moves: ['aws.region'], resources: [] })] }), plain);
  expect(text).toContain('aws.region changes: Terraform starts anew');
});
