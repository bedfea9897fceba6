import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { synthesizeStacks } from '../../synthesize.js';
import { awsPartOf } from '../../testing/aws-part.js';
import { run } from '../../testing/engine.js';
import { providerSettings } from '../../testing/provider-source.js';
import { platforms } from '../../testing/synthesized-stacks.js';

const directory = mkdtempSync(join(tmpdir(), 'validate-links-'));
const settings = providerSettings(directory);
synthesizeStacks(platforms, directory);
afterAll(() => rmSync(directory, { recursive: true }));

const links = platforms
  .flatMap((platform) => platform.stacks)
  .filter(({ layer, clouds }) => layer === 'links' && clouds.includes('gcp'));

describe('Terraform with the AWS provider', () => {
  it.each(links.map(({ name }) => name))('accepts the AWS part of %s', (name) => {
    const cwd = join(directory, 'stacks', name);
    const file = join(cwd, 'cdk.tf.json');
    writeFileSync(file, awsPartOf(readFileSync(file, 'utf8')));
    run('terraform', ['init', '-backend=false', '-input=false'], { cwd, settings });
    const { output } = run('terraform', ['validate', '-json'], { cwd, settings, answers: [1] });
    expect(JSON.parse(output)).toMatchObject({ valid: true, diagnostics: [] });
  });
});
