import { expect, it } from 'vitest';
import { commandBlocks } from './command-blocks.js';

it('finds the blocks that are marked for execution, with their lines', () => {
  const page = '# Title\n\n```sh ci\nnpm ci\nnpm start\n```\n\n```sh\nnot this\n```\n\n```sh ci\nnpm test\n```\n';
  expect(commandBlocks(page)).toEqual([
    { line: 3, script: 'npm ci\nnpm start\n' },
    { line: 12, script: 'npm test\n' },
  ]);
});

it('finds nothing on a page without marked blocks', () => {
  expect(commandBlocks('```sh\nnpm ci\n```\n')).toEqual([]);
});
