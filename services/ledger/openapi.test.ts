import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openapiDocument } from './src/commands/openapi-document.js';

const FILE = 'services/ledger/openapi.json';

interface Operation {
  readonly operationId?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const committed = JSON.parse(readFileSync(FILE, 'utf8')) as Document;
let program: Document;

beforeAll(async () => {
  program = JSON.parse(await openapiDocument()) as Document;
});

const operations = () =>
  Object.entries(committed.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, method, operation })),
  );

describe('the OpenAPI document', () => {
  it('that is committed is that of the program: write it anew with the command openapi', () => {
    expect(committed).toEqual(program);
  });

  it('satisfies the linter', () => {
    const lint = ['node_modules/@redocly/cli/bin/cli.js', 'lint', '--format=json', FILE];
    const report = JSON.parse(execFileSync(process.execPath, lint, { encoding: 'utf8', stdio: 'pipe' })) as {
      readonly totals: { readonly errors: number; readonly warnings: number };
    };
    expect(report.totals).toMatchObject({ errors: 0, warnings: 0 });
  });

  it('asks for an idempotency key wherever something is changed', () => {
    const changing = operations().filter(({ method }) => method !== 'get');
    const without = changing.filter(
      ({ operation }) =>
        operation.parameters?.some(({ name, required }) => name === 'idempotency-key' && required === true) !== true,
    );
    expect(changing.length).toBeGreaterThan(8);
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('names the scopes of every operation, and each operation once', () => {
    expect(operations().filter(({ operation }) => (operation.security?.[0]?.accessToken ?? []).length === 0)).toEqual(
      [],
    );
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
