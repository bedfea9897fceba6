import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../cli/usage-error.js';

/** A commit of the repository that definitions are read from, without touching the working tree, the index or any reference. */
export class GitRevision {
  readonly #root: string;
  /** As it was asked for. */
  readonly name: string;
  readonly commit: string;

  private constructor(root: string, name: string, commit: string) {
    this.#root = root;
    this.name = name;
    this.commit = commit;
  }

  /** Finds the commit that a revision names; throws UsageError when there is none. */
  static resolve(root: string, name: string): GitRevision {
    if (name === '' || name.startsWith('-')) throw unknownRevision(name, 'it is not the name of a revision');
    try {
      return new GitRevision(
        root,
        name,
        git(root, ['rev-parse', '--verify', `${name}^{commit}`])
          .toString()
          .trim(),
      );
    } catch (error) {
      throw unknownRevision(name, reasonOf(error));
    }
  }

  /** Writes the files that definitions and waivers are read from below a folder. */
  writeDefinitions(folder: string): void {
    const entries = git(this.#root, [
      'ls-tree',
      '-r',
      '-z',
      this.commit,
      '--',
      'environments',
      'services',
      'policies/waivers',
    ])
      .toString()
      .split('\0')
      .flatMap((line) => entryOf(line) ?? [])
      .filter(({ path }) => isDefinition(path));
    const contents = this.#blobs(entries.map(({ object }) => object));
    for (const [index, { path, mode }] of entries.entries()) {
      const content = contents[index] ?? Buffer.alloc(0);
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      // The loader refuses links; as a link it says so itself.
      if (mode === LINK) symlinkSync(content.toString(), file);
      else writeFileSync(file, content);
    }
  }

  /** Files below the paths that differ from another revision, or from the working tree. */
  changedFiles(other: GitRevision | undefined, paths: readonly string[]): string[] {
    const revisions = other === undefined ? [this.commit] : [this.commit, other.commit];
    const options = ['diff', '--name-only', '-z', '--no-renames', '--relative'];
    return git(this.#root, [...options, ...revisions, '--', ...paths])
      .toString()
      .split('\0')
      .filter((path) => path !== '');
  }

  #blobs(objects: readonly string[]): Buffer[] {
    const output = git(this.#root, ['cat-file', '--batch'], objects.map((object) => `${object}\n`).join(''));
    let position = 0;
    return objects.map(() => {
      const end = output.indexOf('\n', position);
      const size = Number(output.subarray(position, end).toString().split(' ')[2]);
      const content = output.subarray(end + 1, end + 1 + size);
      position = end + 1 + size + 1;
      return content;
    });
  }
}

const LINK = '120000';

interface TreeEntry {
  readonly mode: string;
  readonly object: string;
  readonly path: string;
}

/** `100644 blob 1a2b…<TAB>services/teams.yaml`. */
function entryOf(line: string): TreeEntry | undefined {
  const [, mode, kind, object, path] = /^(\d+) (\w+) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
  return kind === 'blob' && mode !== undefined && object !== undefined && path !== undefined
    ? { mode, object, path }
    : undefined;
}

/** Files beside definitions, such as programs of services, say nothing about the platform. */
function isDefinition(path: string): boolean {
  return /^(environments\/(releases\/)?[^/]+|services\/([^/]+\/)?[^/]+|policies\/waivers\/[^/]+)\.(ya?ml|json)$/i.test(
    path,
  );
}

const MOST_BYTES = 512 * 1024 * 1024;

/** Runs git for reading only: without optional locks not even the index is refreshed. */
function git(root: string, args: readonly string[], input?: string): Buffer {
  return execFileSync('git', ['--no-optional-locks', '-c', 'core.quotePath=false', ...args], {
    cwd: root,
    maxBuffer: MOST_BYTES,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stderr = 'stderr' in error && error.stderr instanceof Buffer ? error.stderr.toString().trim() : '';
  return (stderr === '' ? error.message : stderr).split('\n')[0] ?? '';
}

function unknownRevision(name: string, reason: string): UsageError {
  return new UsageError(
    `"${name}" names no commit of this repository (${reason})`,
    'name a branch, a tag or a commit that was fetched: git fetch origin main, or fetch-depth: 0 in CI',
  );
}
