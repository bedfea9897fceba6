import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../../../..');

/** Code that hands statements on for others. */
const CARRIER = /\/(testing\/citus|src\/telemetry|src\/database)\/|\/journal\/batch-connection/;

/** A place where the program runs SQL: `services/ledger/src/books/books.ts:31`. */
export type CallSite = string;

/** A place, and the function or constant around it. */
export interface SourceStatement {
  readonly site: CallSite;
  readonly within: string;
}

/** Every call that runs SQL in the program, in folders below services/. */
export function callSites(folders: readonly string[]): readonly SourceStatement[] {
  return folders.flatMap(sourceFiles).flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: SourceStatement[] = [];
    const look = (node: ts.Node, around: string): void => {
      if (ts.isCallExpression(node)) {
        const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
        if (ts.isIdentifier(name) && ['query', 'script', 'writeTogether'].includes(name.text))
          found.push({
            site: siteOf(file, source.getLineAndCharacterOfPosition(name.getStart()).line + 1),
            within: around,
          });
      }
      const declared =
        ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node) ? node.name?.getText() : undefined;
      const within = around === '' ? (declared ?? '') : around;
      ts.forEachChild(node, (child) => look(child, within));
    };
    look(source, '');
    return found;
  });
}

function sourceFiles(folder: string): readonly string[] {
  const files = readdirSync(join(ROOT, 'services', folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !CARRIER.test(`/${file}`))
    .map((file) => join(ROOT, 'services', folder, file));
}

/** The place that called the caller of this function; undefined outside the program, in tests. */
export function callerSite(): CallSite | undefined {
  const frames = (new Error('here').stack ?? '').split('\n').slice(1);
  for (const frame of frames) {
    const [, file, line] = /\(?(?:file:\/\/)?(\/[^():]+):(\d+):\d+\)?$/.exec(frame) ?? [];
    if (file === undefined || line === undefined || CARRIER.test(file)) continue;
    return /\/services\/\w+\/src\//.test(file) ? siteOf(file, Number(line)) : undefined;
  }
  return undefined;
}

const siteOf = (file: string, line: number): CallSite => `${relative(ROOT, file)}:${line}`;
