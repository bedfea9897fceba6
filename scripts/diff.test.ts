import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import picocolors from 'picocolors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as CompareRevisions from './diff/compare-revisions.js';
import type { Comparison } from './diff/comparison.js';
import { diffComment } from './diff/render/diff-comment.js';
import { diffText } from './diff/render/diff-text.js';
import { silentProgress } from './cli/progress.js';
import { AS_OF, copyRepository, filesBelow, REPOSITORY } from './testing/repository.js';
import { runFinflow } from './testing/run-finflow.js';

const LEDGER = 'services/ledger/service.yaml';
const NOTIFICATION = 'services/notification/service.yaml';
const AUTH = 'services/auth/service.yaml';
const PRODUCTION = 'environments/production.yaml';

const plain = picocolors.createColors(false);
let copy: ReturnType<typeof copyRepository>;

const git = (...args: readonly string[]): void => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@finflow.example', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...identity, ...args], { cwd: copy.root, stdio: 'pipe' });
};

/** Edits files of the working tree for one piece of work; every pattern must be found. */
async function edited<T>(
  edits: readonly (readonly [file: string, from: string | RegExp, to: string])[],
  work: () => T | Promise<T>,
): Promise<T> {
  const before = new Map(edits.map(([file]) => [file, readFileSync(join(copy.root, file), 'utf8')]));
  try {
    for (const [file, from, to] of edits) {
      const text = readFileSync(join(copy.root, file), 'utf8');
      const changed = text.replace(from, to);
      expect(changed, `${file} holds ${String(from)}`).not.toBe(text);
      writeFileSync(join(copy.root, file), changed);
    }
    return await work();
  } finally {
    for (const [file, text] of before) writeFileSync(join(copy.root, file), text);
  }
}

/** The working tree against the commit, by the program as it is shipped: its stacks are made by a compiled child process. */
async function compared(): Promise<Comparison> {
  const compiled = join(REPOSITORY, 'build/scripts/diff/compare-revisions.js');
  const { compareRevisions } = (await import(compiled)) as typeof CompareRevisions;
  const context = { root: copy.root, asOf: AS_OF, colors: plain, progress: silentProgress, interactive: false };
  return compareRevisions(context, { base: 'HEAD', head: undefined });
}

/** What the comment shows without unfolding anything. */
const unfolded = (comment: string): string => comment.replace(/<details>.*?<\/details>/gs, '');

beforeAll(() => {
  copy = copyRepository();
  // What a checkout ignores; the copy holds no .gitignore.
  writeFileSync(join(copy.root, '.gitignore'), 'node_modules\n.finflow\n');
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'base');
});
afterAll(() => copy.remove());

describe('a new caller', () => {
  let comparison: Comparison;
  beforeAll(async () => {
    comparison = await edited(
      [[LEDGER, "paths: ['GET /v1/transfers/*'] }", "paths: ['GET /v1/transfers/*', 'GET /v1/accounts/*'] }"]],
      compared,
    );
  });

  it('is said once for all environments, as more than was allowed', () => {
    const text = diffText(comparison, plain);
    expect(text).toContain('More is allowed, or less is protected');
    expect(text).toMatch(/ > notification may now call ledger GET \/v1\/accounts\/\* \[local, production, staging\]/);
    expect(text).toMatch(/~ AuthorizationPolicy ledger\/\S+ \(spec\.rules.*production\/use1/);
    expect(comparison.stacks).toEqual([]);
    expect(comparison.posture).toEqual([]);
  });

  it('looks like this in a pull request', async () => {
    const comment = diffComment({ ...comparison, base: { name: 'main', commit: '1'.repeat(40) } });
    await expect(`${comment}\n`).toMatchFileSnapshot('diff/testing/new-caller-comment.md');
    expect(unfolded(comment)).toContain('`notification` may now call `ledger` `GET /v1/accounts/*`');
  });
});

describe('a removed database', () => {
  let comparison: Comparison;
  beforeAll(async () => {
    comparison = await edited(
      [
        [AUTH, /^ {2}postgres:\n(?: {4}.*\n)+/m, ''],
        [AUTH, /^ {2}- \{ name: database, .*\n/m, ''],
      ],
      compared,
    );
  });

  it('is the gravest change', () => {
    expect(comparison.statements[0]).toMatchObject({
      risk: 'data-loss',
      environments: ['local', 'production', 'staging'],
    });
    const text = diffText(comparison, plain);
    expect(text).toContain('Data or keys would be lost\n ! auth loses its database [local, production, staging]');
    expect(text).toContain('auth no longer reads secret database');
  });

  it('stands in the comment outside of the fold', () => {
    expect(unfolded(diffComment(comparison))).toContain('- `auth` loses its database (local, production, staging)');
  });
});

describe('a changed address range', () => {
  let comparison: Comparison;
  beforeAll(async () => {
    comparison = await edited([[PRODUCTION, 'network: 10.16.0.0/16', 'network: 10.24.0.0/16']], compared);
  });

  it('says how many resources would be replaced, with the network first', () => {
    const resources = comparison.stacks
      .filter(({ locations }) => locations.join() === 'use1')
      .flatMap((stack) => stack.resources);
    const lost = resources.filter(({ action }) => action === 'replace' || action === 'destroy');
    expect(lost.length).toBeGreaterThan(40);
    const text = diffText(comparison, plain);
    expect(text).toContain(
      `use1: network addresses change from 10.16.0.0/16 to 10.24.0.0/16: ${lost.length} resources would be replaced or destroyed [production]`,
    );
    expect(resources.find(({ address }) => address === 'aws_vpc.vpc')).toMatchObject({
      action: 'replace',
      stateful: true,
      refused: true,
      forcedBy: ['cidr_block'],
    });
  });

  it('reaches the cluster, which reads the network through its outputs', () => {
    const cluster = comparison.stacks.find(({ stack }) => stack === 'production-use1-cluster');
    expect(cluster?.resources).toContainEqual(
      expect.objectContaining({ type: 'aws_eks_node_group', action: 'replace', forcedBy: ['subnet_ids'] }),
    );
  });

  it('touches what its peers route to it, and nothing of another jurisdiction', () => {
    const elsewhere = comparison.stacks.filter(({ locations }) => !locations.includes('use1'));
    expect(elsewhere.map(({ stack }) => stack)).toEqual(
      expect.arrayContaining(['production-usw2-network', 'production-usc1-network']),
    );
    expect(elsewhere.flatMap(({ locations }) => locations).filter((name) => /^eu/.test(name))).toEqual([]);
    for (const { type, address } of elsewhere.flatMap((stack) => stack.resources)) {
      expect(`${type} ${address}`).toMatch(/route|ingress|firewall/);
    }
  });

  it('begins the comment', () => {
    const [marker, , headline] = diffComment(comparison).split('\n');
    expect(marker).toBe('<!-- finflow-diff -->');
    expect(headline).toMatch(/^### \d+ resources would be replaced.* holds? data, keys or evidence$/);
  });
});

describe('the command', () => {
  it('prints nothing and exits 0 when nothing changes, not even for a moved line', async () => {
    const run = await edited([[LEDGER, 'tier: 0', '# a comment moves every line below it\ntier: 0']], () =>
      runFinflow(copy.root, 'diff', '--base', 'HEAD', '--format', 'comment', '--quiet'),
    );
    expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    const same = runFinflow(copy.root, 'diff', '--base', 'main', '--head', 'HEAD');
    expect(same.exitCode).toBe(0);
    expect(same.stdout).toContain('lead to the same outputs');
  });

  it('exits 2 on a change, leaves nothing behind and touches nothing', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'diff-test-'));
    const hostile = 'Mail </details> @finflow/compliance `x` [a](https://evil.example)';
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = temporary;
    try {
      await edited([[NOTIFICATION, /description: '[^'\n]+'/, `description: '${hostile}'`]], () => {
        const files = filesBelow(join(copy.root, '.git'));
        const run = runFinflow(copy.root, 'diff', '--base', 'main', '--format', 'comment');
        expect(run.exitCode, run.stderr).toBe(2);
        expect(run.stdout).toContain(`\`\`${hostile}\`\``);
        expect(run.stdout.replaceAll(`\`\`${hostile}\`\``, '')).not.toContain('@finflow');
        expect(readdirSync(temporary)).toEqual([]);
        expect(filesBelow(join(copy.root, '.git'))).toEqual(files);
        expect(readdirSync(copy.root).sort()).toEqual(
          ['.git', '.gitignore', 'docs', 'environments', 'node_modules', 'services'].sort(),
        );
      });
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      rmSync(temporary, { recursive: true });
    }
  });

  it.each([['no-such-branch'], ['-rf'], ['HEAD~99'], ['HEAD; touch x']])('says that %j is no revision', (base) => {
    const { exitCode, stdout, stderr } = runFinflow(copy.root, 'diff', `--base=${base}`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(`"${base}" names no commit of this repository`);
    expect(stderr).toContain('fix: ');
  });

  it('says when the definitions of the base do not load, with their errors', () => {
    const file = join(copy.root, LEDGER);
    const text = readFileSync(file, 'utf8');
    git('checkout', '--quiet', '-b', 'broken');
    writeFileSync(file, text.replace('tier: 0', 'tier: 9'));
    git('commit', '--quiet', '--all', '--message', 'broken');
    git('checkout', '--quiet', 'main');
    const { exitCode, stdout, stderr } = runFinflow(copy.root, 'diff', '--base', 'broken');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('the definitions of broken do not load with this program');
    expect(stderr).toMatch(/broken:services\/ledger\/service\.yaml:\d+:\d+ error/);
  });
});
