import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { synthesizeStacks } from '../synthesize.js';
import { run } from '../testing/engine.js';
import { providerSettings } from '../testing/provider-source.js';
import { platforms } from '../testing/synthesized-stacks.js';

const directory = mkdtempSync(join(tmpdir(), 'validate-'));
const settings = providerSettings(directory);
synthesizeStacks(platforms, directory);
afterAll(() => rmSync(directory, { recursive: true }));

const stacks = platforms.flatMap((platform) => platform.stacks).filter((stack) => stack.clouds.join() === 'aws');

describe('Terraform with the AWS provider', () => {
  it.each(stacks.map((stack) => stack.name))('accepts %s', (name) => {
    const cwd = join(directory, 'stacks', name);
    run('terraform', ['init', '-backend=false', '-input=false'], { cwd, settings });
    const { output } = run('terraform', ['validate', '-json'], { cwd, settings, answers: [1] });
    expect(JSON.parse(output)).toMatchObject({ valid: true, diagnostics: [] });
  });
});
