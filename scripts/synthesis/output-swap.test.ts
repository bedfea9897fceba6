import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesBelow } from '../testing/repository.js';
import { swapOutputs } from './output-swap.js';

let folder: string;
const root = (): string => join(folder, 'root');
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};
const swap = (outputs: readonly string[]): void =>
  swapOutputs({ root: root(), staging: join(folder, 'made'), previous: join(folder, 'previous'), outputs });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'finflow-swap-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('replaces what was made anew and removes what was not', () => {
  write('root/dist/platform/local.json', 'old');
  write('root/dist/manifests/local/stale.yaml', 'old');
  write('made/dist/platform/local.json', 'new');
  swap(['dist/platform/local.json', 'dist/manifests/local']);
  expect([...filesBelow(root())]).toEqual([['dist/platform/local.json', 'new']]);
});

it("keeps a stack's Terraform working data", () => {
  write('root/cdktf.out/stacks/local-use1-network/cdk.tf.json', 'old');
  write('root/cdktf.out/stacks/local-use1-network/.terraform/providers/aws', 'plugin');
  write('root/cdktf.out/stacks/local-use1-network/.terraform.lock.hcl', 'lock');
  write('root/cdktf.out/stacks/local-use1-network/plan', 'stale');
  write('made/cdktf.out/stacks/local-use1-network/cdk.tf.json', 'new');
  swap(['cdktf.out/stacks/local-use1-network']);
  expect([...filesBelow(join(root(), 'cdktf.out/stacks/local-use1-network'))]).toEqual([
    ['.terraform.lock.hcl', 'lock'],
    ['.terraform/providers/aws', 'plugin'],
    ['cdk.tf.json', 'new'],
  ]);
});

it('undoes everything when one rename fails', () => {
  write('root/cdktf.out/stacks/a/cdk.tf.json', 'old');
  write('root/cdktf.out/stacks/a/.terraform/x', 'plugin');
  write('root/dist/platform/local.json', 'old');
  write('made/cdktf.out/stacks/a/cdk.tf.json', 'new');
  write('made/dist/platform/local.json', 'new');
  // A file where a folder is needed: the second output cannot be put aside.
  write('previous/dist', 'in the way');
  const before = filesBelow(root());
  expect(() => swap(['cdktf.out/stacks/a', 'dist/platform/local.json'])).toThrow();
  expect(filesBelow(root())).toEqual(before);
  expect(readFileSync(join(folder, 'made/cdktf.out/stacks/a/cdk.tf.json'), 'utf8')).toBe('new');
});
