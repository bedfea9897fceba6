import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const manifest = z.looseObject({ name: z.string(), dependencies: z.record(z.string(), z.string()) });
const manifestOf = (folder: string) => manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));

/** Packages of the workspace, by the folder that relative imports lead to. */
const WORKSPACES = new Map([['services/kit', manifestOf('services/kit').name]]);
/** Names that definition and programs share; every image has the file. */
const SHARED = 'services/definition/names.js';

/** What a program is made of, without its tests. */
const programFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file));

/** The package that an import needs; undefined when it stays inside its own. */
function packageOf(specifier: string, file: string, home: string): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  if (!specifier.startsWith('.')) {
    const [first = '', second = ''] = specifier.split('/');
    return first.startsWith('@') ? `${first}/${second}` : first;
  }
  const target = relative('.', join(dirname(file), specifier))
    .split(sep)
    .join('/');
  if (target.startsWith(`${home}/`) || target === SHARED) return undefined;
  return [...WORKSPACES].find(([folder]) => target.startsWith(`${folder}/src/`))?.[1] ?? target;
}

const importsOf = (file: string, source: string, home: string): readonly string[] =>
  ts.preProcessFile(source).importedFiles.flatMap(({ fileName }) => packageOf(fileName, file, home) ?? []);

const importedBy = (folder: string, home: string): readonly string[] => [
  ...new Set(programFiles(folder).flatMap((file) => importsOf(file, readFileSync(file, 'utf8'), home))),
];

describe.each(['services/kit', 'services/ledger'])('%s', (home) => {
  const { dependencies } = manifestOf(home);

  it('declares exactly the packages that its program imports', () => {
    expect(Object.keys(dependencies).sort()).toEqual([...importedBy(join(home, 'src'), home)].sort());
  });

  it('declares exact versions, the same as everybody else', () => {
    const others = ['.', 'services/kit', 'services/ledger'].map((folder) => manifestOf(folder).dependencies);
    for (const [name, version] of Object.entries(dependencies)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
      expect(new Set(others.flatMap((other) => other[name] ?? [])), name).toEqual(new Set([version]));
    }
  });
});

it('the console and the definition import only what the repository declares', () => {
  const declared = Object.keys(manifestOf('.').dependencies);
  for (const home of ['services/console', 'services/definition'])
    expect(importedBy(home, home).filter((name) => !declared.includes(name) && !isSibling(name))).toEqual([]);
});

/** Part of the repository, which runs the console as a whole. */
const isSibling = (name: string): boolean =>
  [...WORKSPACES.values()].includes(name) || (name.includes('/') && !name.startsWith('@'));

it('imports are told apart', () => {
  const source = `
    import type { A } from '@scope/name/deep/file.js';
    import b from 'plain/inner.js';
    export { c } from '../../kit/src/http/listen.js';
    import { d } from './beside.js';
    import { readFileSync } from 'node:fs';
    import { topic } from '../../definition/names.js';
    import { f } from '../../console/src/main.js';
    const g = await import('late');
    // import h from 'comment';
    const text = "import i from 'text'";`;
  expect(importsOf('services/ledger/src/main.ts', source, 'services/ledger')).toEqual([
    '@scope/name',
    'plain',
    '@finflow/kit',
    'services/console/src/main.js',
    'late',
  ]);
});
