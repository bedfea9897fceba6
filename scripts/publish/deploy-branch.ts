import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli/usage-error.js';

/** Trailer of each published commit: the commit of the definitions that it was rendered from. */
const SOURCE_TRAILER = 'Rendered-From';

const MOST_BYTES = 512 * 1024 * 1024;

/** A branch of a remote that holds rendered manifests, read and written without the working tree, the index or a local branch. */
export class DeployBranch {
  readonly #root: string;
  readonly #remote: string;
  readonly name: string;
  /** Commit at its tip; undefined until somebody published. */
  readonly tip: string | undefined;

  private constructor(root: string, remote: string, name: string, tip: string | undefined) {
    this.#root = root;
    this.#remote = remote;
    this.name = name;
    this.tip = tip;
  }

  /** Asks the remote for the branch; throws UsageError when there is no such remote or it does not answer. */
  static fetch(root: string, remote: string, name: string): DeployBranch {
    if (remote === '' || remote.startsWith('-'))
      throw new UsageError(`"${remote}" is no remote`, 'name one: --remote origin');
    const line = reading(remote, () => git(root, ['ls-remote', remote, `refs/heads/${name}`]).toString());
    const tip = line.split('\t')[0]?.trim() ?? '';
    if (tip === '') return new DeployBranch(root, remote, name, undefined);
    reading(remote, () =>
      git(root, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', remote, `refs/heads/${name}`]),
    );
    return new DeployBranch(root, remote, name, tip);
  }

  /** The commit that the tip was rendered from; undefined when nobody published yet, or somebody wrote to the branch by hand. */
  get source(): string | undefined {
    if (this.tip === undefined) return undefined;
    const format = `--format=%(trailers:key=${SOURCE_TRAILER},valueonly)`;
    const source = git(this.#root, ['log', '-1', format, this.tip]).toString().trim();
    return source === '' ? undefined : source;
  }

  /** Every file of the tip as text, by path. */
  files(): Map<string, string> {
    if (this.tip === undefined) return new Map();
    const entries = git(this.#root, ['ls-tree', '-r', '-z', this.tip])
      .toString()
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => ({ object: entry.split(/[ \t]/)[2] ?? '', path: entry.slice(entry.indexOf('\t') + 1) }));
    const output = git(this.#root, ['cat-file', '--batch'], entries.map(({ object }) => `${object}\n`).join(''));
    let position = 0;
    return new Map(
      entries.map(({ path }): [string, string] => {
        const end = output.indexOf('\n', position);
        const size = Number(output.subarray(position, end).toString().split(' ')[2]);
        position = end + 1 + size + 1;
        return [path, output.subarray(end + 1, end + 1 + size).toString()];
      }),
    );
  }

  /**
   * Commits exactly these files on top of the tip and pushes; never by force.
   *
   * @returns the commit, and whether it is signed
   * @throws UsageError when the remote moved on meanwhile or refuses
   */
  publish(files: ReadonlyMap<string, string>, subject: string, source: string): { commit: string; signed: boolean } {
    const signed = this.#config('commit.gpgsign') === 'true';
    const commit = git(
      this.#root,
      [
        'commit-tree',
        ...(this.tip === undefined ? [] : ['-p', this.tip]),
        ...(signed ? ['-S'] : []),
        this.#writeTree(files),
      ],
      `${subject}\n\n${SOURCE_TRAILER}: ${source}\n`,
    )
      .toString()
      .trim();
    try {
      git(this.#root, ['push', '--quiet', this.#remote, `${commit}:refs/heads/${this.name}`]);
    } catch (error) {
      throw new UsageError(
        `${this.#remote} did not take ${this.name}: ${reasonOf(error)}`,
        'run finflow publish again',
      );
    }
    return { commit, signed };
  }

  #writeTree(files: ReadonlyMap<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), 'finflow-publish-'));
    const index = { GIT_INDEX_FILE: join(folder, 'index') };
    try {
      const texts = [...files.values()].map((text, index) => {
        const file = join(folder, String(index));
        writeFileSync(file, text);
        return `${file}\n`;
      });
      const objects = git(this.#root, ['hash-object', '-w', '--no-filters', '--stdin-paths'], texts.join(''))
        .toString()
        .split('\n');
      const entries = [...files.keys()].map((path, index) => `100644 ${objects[index] ?? ''}\t${path}`);
      git(this.#root, ['update-index', '-z', '--index-info'], entries.map((entry) => `${entry}\0`).join(''), index);
      return git(this.#root, ['write-tree'], undefined, index).toString().trim();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  #config(key: string): string {
    try {
      return git(this.#root, ['config', '--type=bool', '--get', key]).toString().trim();
    } catch {
      return '';
    }
  }
}

/** The commit that the working tree is at; throws UsageError when the tree differs from it. */
export function cleanHead(root: string): string {
  const head = reading('.', () => git(root, ['rev-parse', '--verify', 'HEAD']).toString().trim());
  const changed = git(root, ['status', '--porcelain', '--untracked-files=normal']).toString().trim().split('\n');
  if (changed[0] === '') return head;
  throw new UsageError(
    `the working tree differs from its commit: ${changed.slice(0, 3).join(', ').trim()}${changed.length > 3 ? ', …' : ''}`,
    'commit or remove it; what is published must be reproducible from a commit',
  );
}

/** Whether a commit is the other one or one of its ancestors; false for commits that this clone does not have. */
export function contains(root: string, head: string, commit: string): boolean {
  try {
    git(root, ['merge-base', '--is-ancestor', commit, head]);
    return true;
  } catch {
    return false;
  }
}

function reading<T>(remote: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(
      `git cannot read ${remote}: ${reasonOf(error)}`,
      'name a remote of this repository: --remote origin',
    );
  }
}

function git(root: string, args: readonly string[], input?: string, environment: Record<string, string> = {}): Buffer {
  return execFileSync('git', args, {
    cwd: root,
    maxBuffer: MOST_BYTES,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, GIT_TERMINAL_PROMPT: '0' },
    ...(input === undefined ? {} : { input }),
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stderr = 'stderr' in error && error.stderr instanceof Buffer ? error.stderr.toString().trim() : '';
  return (stderr === '' ? error.message : stderr).split('\n')[0] ?? '';
}
