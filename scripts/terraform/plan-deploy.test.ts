import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyRepository } from '../testing/repository.js';
import type { FinflowRun } from '../testing/run-finflow.js';
import { type FakeEvent, FakeTerraform } from './testing/fake-terraform.js';
import { type FinflowProcess, startFinflow } from './testing/finflow-process.js';

const [NETWORK, OTHER_NETWORK] = ['staging-use1-network', 'staging-usc1-network'] as const;
const [CLUSTER, OTHER_CLUSTER] = ['staging-use1-cluster', 'staging-usc1-cluster'] as const;
const EVERY = [NETWORK, OTHER_NETWORK, CLUSTER, OTHER_CLUSTER];
const POLL_MS = 20;

let copy: ReturnType<typeof copyRepository>;
let fake: FakeTerraform;

beforeAll(() => {
  copy = copyRepository();
});
beforeEach(() => {
  rmSync(join(copy.root, '.finflow'), { recursive: true, force: true });
  fake = new FakeTerraform();
  return () => rmSync(fake.folder, { recursive: true });
});
afterAll(() => copy.remove());

const start = (...args: readonly string[]): FinflowProcess => startFinflow(copy.root, fake.folder, ...args);
const finflow = (...args: readonly string[]): Promise<FinflowRun> => start(...args).ended;
const deploy = (...args: readonly string[]): Promise<FinflowRun> =>
  finflow('deploy', '--yes', '--stack', ...EVERY, ...args);
const resume = (): Promise<FinflowRun> => finflow('deploy', '--yes', '--environment', 'staging', '--resume');

describe('finflow plan', () => {
  it('shows what cannot be undone first, then counts, failures and what has to wait', async () => {
    fake.behave({
      [NETWORK]: { changes: { 'fake_net.a': ['create'], 'fake_db.b': ['delete'], 'fake_db.c': ['create', 'delete'] } },
      [OTHER_NETWORK]: { planFails: 'no credentials' },
      [CLUSTER]: { reads: [NETWORK] },
      [OTHER_CLUSTER]: { changes: {} },
    });
    const { exitCode, stdout } = await finflow('plan', '--stack', ...EVERY);
    expect(exitCode).toBe(1);
    expect(stdout.trimStart().split('\n').slice(0, 3)).toEqual([
      '2 resources would be destroyed or replaced',
      `  - destroy ${NETWORK} fake_db.b`,
      `  ± replace ${NETWORK} fake_db.c`,
    ]);
    expect(stdout).toMatch(/stack +destroy +replace +create\n +staging-use1-network +1 +1 +1\n/);
    expect(stdout).toMatch(/type +destroy +replace +create\n +fake_db +1 +1 +·\n +fake_net +· +· +1\n/);
    expect(stdout).toMatch(/staging-usc1-network failed\n +Error: no credentials\n/);
    expect(stdout).toContain(`${CLUSTER} cannot be planned yet: it reads ${NETWORK}`);
    expect(stdout).toContain(
      '1 stack failed, 1 stack cannot be planned yet, 1 stack would change, 1 stack without changes',
    );
  });

  it('waits for what an earlier wave makes and a stack looks up by name', async () => {
    fake.behave({ [CLUSTER]: { planFails: 'no matching EC2 VPC found\n\n  with data.aws_vpc.vpc,\n' } });
    const { exitCode, stdout } = await finflow('plan', '--stack', CLUSTER);
    expect(exitCode).toBe(2);
    expect(stdout).toContain(`${CLUSTER} cannot be planned yet: it reads ${NETWORK}`);
  });

  it('takes no lock to look, and locks what it plans to deploy', async () => {
    const locks = (): string[] => readFileSync(join(fake.folder, 'locks'), 'utf8').trim().split('\n');
    await finflow('plan', '--stack', NETWORK);
    await finflow('drift', '--stack', NETWORK);
    expect(locks()).toEqual(['-lock=false', '-lock=false']);
    await finflow('deploy', '--yes', '--stack', NETWORK, '--lock-timeout', '5m');
    expect(locks().slice(2)).toEqual(['-lock-timeout=5m']);
  });

  it('ends with 0 without changes, with 2 with some, and leaves no plan behind', async () => {
    expect(await finflow('plan', '--stack', NETWORK)).toMatchObject({ exitCode: 2 });
    fake.markApplied([NETWORK]);
    expect(await finflow('plan', '--stack', NETWORK)).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(copy.root, '.finflow/stacks', NETWORK, 'finflow.tfplan'))).toBe(false);
    expect(fake.takeEvents().filter(({ event }) => event === 'init')).toHaveLength(1);
  });

  it('prints one document with --json', async () => {
    fake.behave({ [NETWORK]: { changes: { 'fake_db.b': ['delete'] } } });
    const { stdout } = await finflow('plan', '--json', '--stack', NETWORK, CLUSTER);
    expect(JSON.parse(stdout)).toMatchObject({
      destructive: [{ stack: NETWORK, address: 'fake_db.b', action: 'destroy' }],
      totals: { destroy: 1, create: 1, replace: 0 },
      stacks: [
        { stack: NETWORK, wave: 1, outcome: 'changed', counts: { destroy: 1 } },
        { stack: CLUSTER, wave: 2, outcome: 'changed' },
      ],
    });
  });

  it('reports every stack as it ends, earlier waves first', async () => {
    const { stderr } = await finflow('plan', '--parallel', '4', '--stack', ...EVERY);
    const planned = [...stderr.matchAll(/^finflow: plan (\S+): 1 to create \(/gm)].map(([, stack]) => stack);
    expect(new Set(planned.slice(0, 2))).toEqual(new Set([NETWORK, OTHER_NETWORK]));
    expect(planned).toHaveLength(4);
  });

  it.each([
    [['plan'], 'no stacks are named'],
    [['plan', '--stack', 'staging-use1-netwrk'], 'Did you mean staging-use1-network?'],
    [['plan', '--all', '--parallel', 'many'], 'is not a number of stacks'],
    [['deploy', '--environment', 'staging'], 'nobody can be asked'],
    [['deploy', '--environment', 'staging', '--yes', '--resume'], 'no deploy of staging is unfinished'],
  ])('%j says what is wrong', async (args, message) => {
    const { exitCode, stderr } = await finflow(...args);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain('fix: ');
  });

  it('says how to get a terraform that is missing or too old', async () => {
    writeFileSync(join(fake.folder, 'terraform'), '#!/bin/sh\necho \'{"terraform_version": "1.5.7"}\'\n');
    const { exitCode, stderr } = await finflow('plan', '--stack', NETWORK);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('terraform 1.5.7 cannot lock a state in S3');
    expect(stderr).toContain('fix: install Terraform 1.10 or newer');
  });
});

describe('finflow drift', () => {
  it('ends with 2 and names the attributes that differ', async () => {
    fake.behave({
      [NETWORK]: { changes: { 'fake_net.a': ['update'], 'fake_net.b': ['delete'] } },
      [CLUSTER]: { changes: {} },
    });
    const { exitCode, stdout } = await finflow('drift', '--stack', NETWORK, CLUSTER);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('- fake_net.b is gone\n    ~ fake_net.a: a\n');
    expect(stdout).toContain('1 stack differs from what was applied');
    expect(await finflow('drift', '--stack', CLUSTER)).toMatchObject({ exitCode: 0 });
  });
});

describe('finflow deploy', () => {
  it('goes by waves and plans again what reads an earlier wave', async () => {
    fake.behave({ [CLUSTER]: { reads: [NETWORK] } });
    expect(await deploy()).toMatchObject({ exitCode: 0 });
    const events = fake.takeEvents();
    const applied = events.filter(({ event }) => event === 'applied').map(({ stack }) => stack);
    expect(applied).toEqual(EVERY);
    const at = (stack: string, event: FakeEvent['event']): number =>
      events.findLastIndex((one) => one.stack === stack && one.event === event);
    expect(at(CLUSTER, 'plan')).toBeGreaterThan(at(NETWORK, 'applied'));
    expect(at(NETWORK, 'settle')).toBeGreaterThan(at(NETWORK, 'applied'));
    expect(await deploy()).toMatchObject({ exitCode: 0 });
    expect(fake.takeEvents().some(({ event }) => event === 'apply')).toBe(false);
  });

  it('never applies to two locations of a jurisdiction at once', async () => {
    fake.behave(Object.fromEntries(EVERY.map((stack) => [stack, { applyMs: 300 }])));
    expect(await deploy('--parallel', '4')).toMatchObject({ exitCode: 0 });
    const events = fake.takeEvents().filter(({ event }) => event === 'apply' || event === 'applied');
    expect(events.map(({ event }) => event)).toEqual(EVERY.flatMap(() => ['apply', 'applied']));
  });

  it('starts nothing more after a failure, and resumes with what is left', async () => {
    fake.behave({ [NETWORK]: { applyFails: 'quota exceeded' } });
    const { exitCode, stdout } = await deploy();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Error: quota exceeded');
    expect(stdout).toContain(`${OTHER_NETWORK} not started`);
    expect(EVERY.filter((stack) => fake.isApplied(stack))).toEqual([]);
    fake.behave({});
    expect(await resume()).toMatchObject({ exitCode: 0 });
    expect(EVERY.filter((stack) => fake.isApplied(stack))).toEqual(EVERY);
    expect(await resume()).toMatchObject({ exitCode: 1 });
  });

  it('applies nothing when a plan destroys something, unless that is allowed', async () => {
    fake.behave({ [CLUSTER]: { changes: { 'fake_db.b': ['delete', 'create'] } } });
    const { exitCode, stdout } = await deploy();
    expect(exitCode).toBe(2);
    expect(stdout).toContain('nothing was applied: something would be destroyed or replaced');
    expect(EVERY.filter((stack) => fake.isApplied(stack))).toEqual([]);
    expect(await deploy('--allow-destroy')).toMatchObject({ exitCode: 0 });
  });

  it('applies nothing when a stack reads one that nobody deploys', async () => {
    fake.behave({ [CLUSTER]: { reads: [NETWORK] } });
    const { exitCode, stdout } = await finflow('deploy', '--yes', '--stack', CLUSTER);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${CLUSTER} reads ${NETWORK}, which this deploy does not change`);
  });

  it('killed half-way, it waits for the terraform that lives on, and does nothing twice', async () => {
    fake.behave({ [OTHER_NETWORK]: { applyMs: 4_000 } });
    const killed = start('deploy', '--yes', '--stack', ...EVERY);
    await journalSays(OTHER_NETWORK, '"pid"');
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(fake.isApplied(OTHER_NETWORK)).toBe(false);
    fake.takeEvents();
    const { exitCode, stdout, stderr } = await resume();
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/terraform \d+ of the killed deploy, staging-usc1-network: ended by itself/);
    expect(stdout).toContain(`${NETWORK} done before`);
    const applied = fake.takeEvents().filter(({ event }) => event === 'applied');
    expect(applied.map(({ stack }) => stack)).toEqual([OTHER_NETWORK, CLUSTER, OTHER_CLUSTER]);
  });

  it('passes an interrupt on once, and ends after terraform has', async () => {
    fake.behave({ [NETWORK]: { applyMs: 30_000 } });
    const { child, ended } = start('deploy', '--yes', '--stack', ...EVERY);
    await journalSays(NETWORK, '"pid"');
    await wait(500);
    child.kill('SIGINT');
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(1);
    expect(stdout).toContain('interrupted: what ran has ended and saved its state');
    expect(fake.takeEvents().filter(({ event }) => event === 'interrupted')).toHaveLength(1);
    expect(EVERY.filter((stack) => fake.isApplied(stack))).toEqual([]);
  });
});

/** Waits until the journal's entry of a stack contains a text. */
async function journalSays(stack: string, text: string): Promise<void> {
  const file = join(copy.root, '.finflow/deploy-staging.json');
  for (;;) {
    const journal = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const [, entry = ''] = new RegExp(`"${stack}": (\\{[^}]*\\})`).exec(journal) ?? [];
    if (entry.includes(text)) return;
    await wait(POLL_MS);
  }
}
