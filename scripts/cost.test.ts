import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRepository } from './testing/repository.js';
import { runFinflow } from './testing/run-finflow.js';

let copy: ReturnType<typeof copyRepository>;
beforeAll(() => {
  copy = copyRepository();
  runFinflow(copy.root, 'synth', '--environment', 'staging');
});
afterAll(() => copy.remove());

describe('finflow cost', () => {
  it('prints the tables, writes the report and exits 0', () => {
    const { exitCode, stdout } = runFinflow(copy.root, 'cost', '--environment', 'staging');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('staging-use1-cluster');
    expect(stdout).toContain('without aws');
    expect(readFileSync(join(copy.root, 'dist/cost/staging.md'), 'utf8')).toContain('# Cost of staging');
  });

  it('prints one document with --json, the same each time', () => {
    const first = runFinflow(copy.root, 'cost', '--environment', 'staging', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({
      environment: 'staging',
      currency: 'USD',
      comparison: { caseStudy: null },
    });
    expect(runFinflow(copy.root, 'cost', '--environment', 'staging', '--json').stdout).toBe(first.stdout);
  });

  it('reads the synthesized files, and says which one is missing', () => {
    const unknown = runFinflow(copy.root, 'cost', '--environment', 'stagin');
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('Did you mean staging?') as string]);
    rmSync(join(copy.root, 'cdktf.out/stacks/staging-use1-network'), { recursive: true });
    const { exitCode, stderr } = runFinflow(copy.root, 'cost', '--environment', 'staging');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('cdktf.out/stacks/staging-use1-network holds no Terraform JSON');
    expect(existsSync(join(copy.root, 'dist/cost/staging.md'))).toBe(true);
  });
});
