import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerraform, type FakeRun, type FakeStack } from '../testing/fake-terraform.js';
import { AS_OF, copyRepository, REPOSITORY } from '../testing/repository.js';

const PROGRAM = join(REPOSITORY, 'build/scripts/finflow.js');
const NETWORK = 'staging-use1-network';
const CLUSTER = 'staging-use1-cluster';
const OTHER_NETWORK = 'staging-usc1-network';
const ADDS_VPC: FakeStack = { changes: { 'aws_vpc.vpc': ['create'] } };

const terraform = fakeTerraform();
let copy: ReturnType<typeof copyRepository>;
beforeAll(() => {
  copy = copyRepository();
});
beforeEach(() => terraform.forget());
afterAll(() => {
  copy.remove();
  terraform.remove();
});

const environment = { ...process.env, PATH: `${terraform.bin}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1', CI: '1' };
const inCopy = (args: readonly string[]) => [PROGRAM, ...args, '--as-of', AS_OF, '--root', copy.root];

function finflow(...args: readonly string[]): {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, inCopy(args), { encoding: 'utf8', env: environment });
  return { exitCode: status, stdout, stderr };
}

const applies = (): readonly FakeRun[] => terraform.runs().filter(({ command }) => command === 'apply');
const overlap = (one: FakeRun, other: FakeRun): boolean => one.started < other.ended && other.started < one.ended;

describe('finflow plan', () => {
  it('shows what would be lost before everything else, counts by stack and type, and exits 2', () => {
    terraform.describe({
      [NETWORK]: { changes: { 'aws_vpc.vpc': ['delete', 'create'], 'aws_subnet.a': ['create'] } },
      [CLUSTER]: { changes: { 'aws_kms_key.secrets-key': ['delete'] } },
    });
    const { exitCode, stdout } = finflow('plan', '--environment', 'staging', '--scope', 'use1');
    expect(exitCode).toBe(2);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '2 resources would be destroyed or replaced',
      `  destroy  ${CLUSTER}  aws_kms_key.secrets-key`,
      `  replace  ${NETWORK}  aws_vpc.vpc`,
    ]);
    expect(stdout).toMatch(new RegExp(`${NETWORK} +1 +1`));
    expect(stdout).toMatch(/aws_subnet +1/);
  });

  it('exits 0 when nothing would change, and says one document with --json', () => {
    terraform.describe({});
    expect(finflow('plan', '--stack', NETWORK)).toMatchObject({ exitCode: 0, stdout: '✓ 1 stack, no changes\n' });
    const { stdout } = finflow('plan', '--stack', NETWORK, '--json');
    expect(JSON.parse(stdout)).toEqual({
      stacks: [{ stack: NETWORK, outcome: 'planned', plan: { changes: [], outputs: [], drift: [], applied: false } }],
    });
  });

  it('says what Terraform says when a plan fails, and exits 1', () => {
    terraform.describe({ [OTHER_NETWORK]: { planError: 'No valid credential sources found' } });
    const { exitCode, stdout } = finflow('plan', '--stack', OTHER_NETWORK);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`✗ ${OTHER_NETWORK} could not be planned`);
    expect(stdout).toContain('Error: No valid credential sources found');
  });

  it('tells what waits for an earlier wave from what fails', () => {
    terraform.describe({ [NETWORK]: ADDS_VPC, [CLUSTER]: { planError: 'Unable to find remote state' } });
    const { exitCode, stdout } = finflow('plan', '--stack', NETWORK, CLUSTER);
    expect(exitCode).toBe(2);
    expect(stdout).toContain(`${CLUSTER} can be planned once these are applied: ${NETWORK}`);
  });

  it.each([
    [['plan'], 'which stacks? Nothing was named'],
    [['plan', '--environment', 'stagin'], 'Did you mean staging?'],
    [['plan', '--environment', 'staging', '--scope', 'use2'], 'Did you mean use1?'],
    [['plan', '--stack', 'staging-use1-netwrok'], `Did you mean ${NETWORK}?`],
    [['plan', '--all', '--parallel', '0'], 'a number from 1 on is expected'],
    [['deploy', '--environment', 'staging'], 'add --yes'],
    [['deploy', '--all', '--yes'], 'a deployment is about one environment'],
  ])('refuses %j', (args, message) => {
    const { exitCode, stderr } = finflow(...args);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
    expect(terraform.runs()).toEqual([]);
  });

  it('names the program that is missing', () => {
    const { status, stderr } = spawnSync(process.execPath, inCopy(['plan', '--all']), {
      encoding: 'utf8',
      env: { ...environment, PATH: '' },
    });
    expect(status).toBe(1);
    expect(stderr).toContain('terraform does not run here');
  });
});

describe('finflow deploy', () => {
  const everything = (): void => {
    const stacks = [NETWORK, CLUSTER, OTHER_NETWORK, 'staging-usc1-cluster', 'staging-us-edge'];
    terraform.describe(Object.fromEntries(stacks.map((stack) => [stack, ADDS_VPC])));
  };
  const deploy = (...more: readonly string[]) => finflow('deploy', '--environment', 'staging', '--yes', ...more);

  it('applies wave after wave, and never two locations of a jurisdiction at once', () => {
    everything();
    const { exitCode, stdout } = deploy();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('✓ staging is deployed');
    const order = applies().map(({ stack }) => stack);
    expect(order).toHaveLength(5);
    expect(order.indexOf(CLUSTER)).toBeGreaterThan(order.indexOf(OTHER_NETWORK));
    expect(order.at(-1)).toBe('staging-us-edge');
    for (const one of applies()) {
      for (const other of applies()) expect(one.stack !== other.stack && overlap(one, other)).toBe(false);
    }
    expect(deploy().exitCode).toBe(0);
    expect(applies()).toHaveLength(5);
  });

  it('stops with the wave in which something fails, and goes on from there when told to', () => {
    everything();
    terraform.describe({
      [NETWORK]: ADDS_VPC,
      [OTHER_NETWORK]: { ...ADDS_VPC, applyError: 'Quota exceeded' },
      [CLUSTER]: ADDS_VPC,
    });
    const failed = deploy();
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toContain('Error: Quota exceeded');
    expect(failed.stdout).toMatch(new RegExp(`${CLUSTER} +not reached`));
    expect(applies().map(({ stack }) => stack)).toEqual([NETWORK, OTHER_NETWORK]);

    const again = deploy();
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('--resume');

    everything();
    expect(deploy('--resume').exitCode).toBe(0);
    expect(applies().filter(({ stack }) => stack === NETWORK)).toHaveLength(1);
    expect(existsSync(join(copy.root, '.finflow/deploy-staging.json'))).toBe(false);
    expect(deploy('--resume').stderr).toContain('no deployment of staging was interrupted');
  });

  it('applies no plan that takes something away unless that is allowed', () => {
    terraform.describe({ [NETWORK]: { changes: { 'aws_vpc.vpc': ['delete'] } } });
    const refused = deploy('--stack', NETWORK);
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain('aws_vpc.vpc');
    expect(refused.stdout).toContain('--allow-destroy');
    expect(applies()).toEqual([]);
    expect(deploy('--stack', NETWORK, '--allow-destroy').exitCode).toBe(0);
    expect(applies()).toHaveLength(1);
  });

  it('lets Terraform finish what it began when it is killed itself', async () => {
    everything();
    const child = spawn(process.execPath, inCopy(['deploy', '--environment', 'staging', '--yes']), {
      stdio: 'ignore',
      env: environment,
    });
    const ended = once(child, 'exit');
    const journal = join(copy.root, '.finflow/deploy-staging.json');
    while (!existsSync(journal) || !/"applying": \[\n/.test(readFileSync(journal, 'utf8'))) await wait(20);
    child.kill('SIGKILL');
    await ended;
    while (applies().length === 0) await wait(50);
    const [first] = applies();
    expect(deploy('--resume').exitCode).toBe(0);
    expect(applies().filter(({ stack }) => stack === first?.stack)).toHaveLength(1);
    expect(applies()).toHaveLength(5);
  });
});

describe('finflow drift', () => {
  it('names what differs from what was applied', () => {
    terraform.describe({ [NETWORK]: { drift: { 'aws_vpc.vpc': ['update'], 'aws_subnet.a': ['delete'] } } });
    const { exitCode, stdout } = finflow('drift', '--environment', 'staging', '--scope', 'use1');
    expect(exitCode).toBe(2);
    expect(stdout).toContain(`${NETWORK}  aws_subnet.a  is gone`);
    expect(stdout).toContain(`${NETWORK}  aws_vpc.vpc  was changed`);
    terraform.describe({});
    expect(finflow('drift', '--stack', NETWORK)).toMatchObject({ exitCode: 0 });
  });
});
