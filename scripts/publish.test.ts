import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRepository, REPOSITORY } from './testing/repository.js';
import { type FinflowRun, runFinflow } from './testing/run-finflow.js';

const BRANCH = 'deploy/staging';
const LOCKFILE = 'environments/releases/staging.yaml';
const LEDGER = 'services/ledger/service.yaml';

let copy: ReturnType<typeof copyRepository>;
let remote: string;

const git = (cwd: string, ...args: readonly string[]): string => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@finflow.example', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd, stdio: 'pipe', encoding: 'utf8' }).trim();
};
const commit = (message: string): void => {
  git(copy.root, 'add', '--all');
  git(copy.root, 'commit', '--quiet', '--message', message);
};
const edit = (file: string, change: (text: string) => string): void => {
  const before = readFileSync(join(copy.root, file), 'utf8');
  expect(change(before)).not.toBe(before);
  writeFileSync(join(copy.root, file), change(before));
};
const publish = (...args: readonly string[]): FinflowRun =>
  runFinflow(copy.root, 'publish', '--environment', 'staging', ...args);
const published = (): string => git(remote, 'for-each-ref', '--format=%(objectname)', `refs/heads/${BRANCH}`);
/** What must never move but by its owner: the commit, the branches, the index and the files. */
const workTree = (): string =>
  [
    git(copy.root, 'rev-parse', 'HEAD'),
    git(copy.root, 'branch', '--list'),
    git(copy.root, 'status', '--porcelain'),
  ].join();

beforeAll(() => {
  copy = copyRepository();
  remote = mkdtempSync(join(tmpdir(), 'finflow-remote-'));
  git(remote, 'init', '--quiet', '--bare');
  git(copy.root, 'init', '--quiet', '--initial-branch', 'main');
  git(copy.root, 'config', 'user.name', 'release');
  git(copy.root, 'config', 'user.email', 'release@finflow.example');
  git(copy.root, 'config', 'commit.gpgsign', 'false');
  git(copy.root, 'remote', 'add', 'origin', remote);
  writeFileSync(join(copy.root, '.gitignore'), `node_modules\n${readFileSync(join(REPOSITORY, '.gitignore'), 'utf8')}`);
  commit('definitions');
});
afterAll(() => {
  copy.remove();
  rmSync(remote, { recursive: true, force: true });
});

describe('publish', () => {
  it('shows the first publication and asks before it happens', () => {
    const before = workTree();
    const { exitCode, stdout } = publish();
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/deploy\/staging \d{3} objects added, 0 changed, 0 removed in \d+ files/);
    expect(stdout).toContain('add --yes');
    expect(published()).toBe('');
    expect(workTree()).toBe(before);
  });

  it('commits exactly the rendered manifests, and touches neither working tree nor branches', () => {
    const before = workTree();
    const { exitCode, stdout } = publish('--yes');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('published as');
    expect(stdout).toContain('not signed');
    expect(workTree()).toBe(before);
    const files = git(remote, 'ls-tree', '-r', '--name-only', BRANCH).split('\n');
    expect(files).toContain('dist/manifests/staging/use1/gitops/root.yaml');
    expect(files.every((file) => file.startsWith('dist/manifests/staging/'))).toBe(true);
    expect(git(remote, 'log', '-1', '--format=%B', BRANCH)).toContain(
      `Rendered-From: ${git(copy.root, 'rev-parse', 'HEAD')}`,
    );
  });

  it('has nothing to do when nothing changed', () => {
    const before = published();
    const { exitCode, stdout } = publish('--yes', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ branch: BRANCH, published: false });
    expect(published()).toBe(before);
  });

  it('publishes a new image on top of what was there, naming the objects that change', () => {
    const parent = published();
    edit(LOCKFILE, (text) => text.replace(/(ledger: sha256:)[0-9a-f]{4}/, '$1beef'));
    commit('release of ledger');
    const { exitCode, stdout } = publish('--yes', '--json');
    expect(exitCode).toBe(0);
    const document = JSON.parse(stdout) as { changes: { objects: Record<string, string[]> } };
    expect(document.changes.objects).toMatchObject({ added: [], removed: [] });
    expect(document.changes.objects['changed']).toContain('use1/ledger Rollout ledger/ledger');
    expect(git(remote, 'rev-parse', `${BRANCH}^`)).toBe(parent);
    const workload = git(remote, 'show', `${BRANCH}:dist/manifests/staging/use1/ledger/workload.yaml`);
    expect(workload).toContain('registry.finflow.example/ledger@sha256:beef');
  });

  it('signs when the repository signs', () => {
    const keys = mkdtempSync(join(tmpdir(), 'finflow-keys-'));
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(keys, 'release')]);
    git(copy.root, 'config', 'gpg.format', 'ssh');
    git(copy.root, 'config', 'user.signingkey', join(keys, 'release'));
    git(copy.root, 'config', 'commit.gpgsign', 'true');
    edit(LOCKFILE, (text) => text.replace(/(fraud: sha256:)[0-9a-f]{4}/, '$1cafe'));
    commit('release of fraud');
    const { exitCode, stdout } = publish('--yes');
    git(copy.root, 'config', 'commit.gpgsign', 'false');
    rmSync(keys, { recursive: true, force: true });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('not signed');
    expect(git(remote, 'cat-file', 'commit', BRANCH)).toContain('gpgsig -----BEGIN SSH SIGNATURE-----');
  });

  it('refuses a working tree that differs from its commit', () => {
    const before = published();
    edit(LEDGER, (text) => text.replace('timeout: 800ms', 'timeout: 810ms'));
    const { exitCode, stderr } = publish('--yes');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('the working tree differs from its commit');
    expect(published()).toBe(before);
    git(copy.root, 'checkout', '--quiet', '--', LEDGER);
  });

  it('refuses without a release, and when one leaves a service out', () => {
    edit(LOCKFILE, (text) => text.replace(/^ {2}fraud: .*\n/m, ''));
    commit('release without fraud');
    expect(publish('--yes').stderr).toContain('releases no image of fraud');
    git(copy.root, 'rm', '--quiet', LOCKFILE);
    git(copy.root, 'commit', '--quiet', '--message', 'no release');
    const { exitCode, stderr } = publish('--yes');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('staging has no release lockfile');
    git(copy.root, 'reset', '--quiet', '--hard', 'HEAD~2');
  });

  it('refuses what the audit refuses', () => {
    const before = published();
    const waiver = ['id: TEST', 'rule: MESH-001', ''].join('\n');
    execFileSync('mkdir', ['-p', join(copy.root, 'policies/waivers')]);
    writeFileSync(join(copy.root, 'policies/waivers/test.yaml'), waiver);
    commit('a waiver that approves nothing');
    const { exitCode, stdout } = publish('--yes');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('the audit found violations');
    expect(published()).toBe(before);
    git(copy.root, 'reset', '--quiet', '--hard', 'HEAD~1');
  });

  it('refuses a branch that was published from a commit it does not contain', () => {
    git(copy.root, 'reset', '--quiet', '--hard', 'HEAD~1');
    const { exitCode, stderr } = publish('--yes');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('which this commit does not contain');
    git(copy.root, 'reset', '--quiet', '--hard', 'HEAD@{1}');
  });

  it('refuses a branch that somebody wrote to by hand', () => {
    const tree = git(remote, 'rev-parse', `${BRANCH}^{tree}`);
    const byHand = git(remote, 'commit-tree', tree, '-p', BRANCH, '-m', 'hot fix');
    git(remote, 'update-ref', `refs/heads/${BRANCH}`, byHand);
    const { exitCode, stderr } = publish('--yes');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('was written to by hand');
    expect(published()).toBe(byHand);
  });

  it('names a remote that is none', () => {
    const { exitCode, stderr } = publish('--remote', 'nowhere', '--yes');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('git cannot read nowhere');
  });
});
