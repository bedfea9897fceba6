import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../../../..');

/** A place where the program runs SQL: `services/ledger/src/books/books.ts:31`. */
export type CallSite = string;

/** Every call of `query` or `script` in some files of the program. */
export function callSites(files: readonly string[]): readonly CallSite[] {
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: CallSite[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
        if (ts.isIdentifier(name) && ['query', 'script'].includes(name.text))
          found.push(siteOf(file, source.getLineAndCharacterOfPosition(name.getStart()).line + 1));
      }
      ts.forEachChild(node, look);
    };
    look(source);
    return found;
  });
}

/** The place that called the caller of this function; undefined outside the program, in tests. */
export function callerSite(): CallSite | undefined {
  const frames = (new Error('here').stack ?? '').split('\n').slice(1);
  for (const frame of frames) {
    const [, file, line] = /\(?(?:file:\/\/)?(\/[^():]+):(\d+):\d+\)?$/.exec(frame) ?? [];
    if (file === undefined || line === undefined || /\/(testing\/citus|src\/telemetry|src\/database)\//.test(file))
      continue;
    return /\/services\/\w+\/src\//.test(file) ? siteOf(file, Number(line)) : undefined;
  }
  return undefined;
}

const siteOf = (file: string, line: number): CallSite => `${relative(ROOT, file)}:${line}`;
