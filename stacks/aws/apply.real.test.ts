import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startAwsApiServer } from '../testing/aws-api-server.js';
import { run, type Run } from '../testing/engine.js';
import { localCopy, type CopiedStack } from '../testing/local-copy.js';
import { exclusionOf, readMotoExclusions } from '../testing/moto-exclusions.js';
import { providerSettings } from '../testing/provider-source.js';
import { platformOf } from '../testing/synthesized-stacks.js';

interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: object | null;
    readonly after: object | null;
  };
}

const exclusions = readMotoExclusions();
const local = platformOf('local');
const directory = mkdtempSync(join(tmpdir(), 'apply-'));
const settings = providerSettings(directory);
afterAll(() => rmSync(directory, { recursive: true }));

const terraform = (stack: CopiedStack, args: readonly string[], answers: readonly number[] = []): Run =>
  run('terraform', args, { cwd: stack.directory, settings, answers });

const apply = (stack: CopiedStack, answers: readonly number[] = []): Run => {
  terraform(stack, ['init', '-input=false']);
  return terraform(stack, ['apply', '-auto-approve', '-input=false', '-json'], answers);
};

const messagesOf = ({ output }: Run): Record<string, unknown>[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** What a plan would change, without what only reads. */
function changesOf(stack: CopiedStack): ResourceChange[] {
  terraform(stack, ['plan', '-input=false', '-out=again.tfplan', '-detailed-exitcode'], [2]);
  const { output } = terraform(stack, ['show', '-json', 'again.tfplan']);
  const { resource_changes: changes = [] } = JSON.parse(output) as { resource_changes?: readonly ResourceChange[] };
  return changes.filter(({ mode, change }) => mode === 'managed' && !['no-op', 'read'].includes(change.actions.join()));
}

/** `type.attribute` of everything that a change touches. */
function differencesOf({ type, change }: ResourceChange): string[] {
  const before = new Map(Object.entries(change.before ?? {}));
  const after = new Map(Object.entries(change.after ?? {}));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name)))
    .map((name) => `${type}.${name}`);
}

describe('every AWS stack of local, by Terraform against an AWS API server', () => {
  it('is applied, differs in nothing afterwards, and is destroyed again', async () => {
    const server = await startAwsApiServer();
    try {
      const stacks = localCopy(local, join(directory, 'cycle'), {
        endpoint: server.endpoint,
        isUnwanted: (type, name) => exclusionOf(exclusions, type, name) !== undefined,
      });
      const report: Record<string, { created: number; left: number }> = {};
      for (const stack of stacks) {
        const summary = messagesOf(apply(stack)).find(({ type }) => type === 'change_summary' && true);
        expect(summary, stack.planned.name).toBeDefined();
        const created = terraform(stack, ['state', 'list'])
          .output.split('\n')
          .filter((line) => /^aws_/.test(line));
        report[stack.planned.name] = { created: created.length, left: stack.removed.length };
      }
      const tolerated = new Set(exclusions.drift.map(({ attribute }) => attribute));
      const differences = stacks.flatMap((stack) => changesOf(stack).flatMap(differencesOf));
      expect(differences.filter((difference) => !tolerated.has(difference))).toEqual([]);
      expect(
        [...tolerated].filter((attribute) => !differences.includes(attribute)),
        'entries of no use',
      ).toEqual([]);
      for (const stack of stacks.toReversed()) {
        expect(terraform(stack, ['destroy', '-auto-approve', '-input=false']).output).toContain('Destroy complete!');
        expect(terraform(stack, ['state', 'list']).output.trim()).toBe('');
      }
      console.log(JSON.stringify(report));
    } finally {
      await server.stop();
    }
  });

  it('is left out only where the server fails', async () => {
    const server = await startAwsApiServer();
    try {
      const stacks = localCopy(local, join(directory, 'whole'), {
        endpoint: server.endpoint,
        isUnwanted: () => false,
      });
      const failed = stacks.flatMap((stack) => failedAddresses(apply(stack, [1])));
      const needed = exclusions.unserved.filter(({ resource }) =>
        failed.some((address) => address === resource || address.startsWith(`${resource}.`)),
      );
      expect(exclusions.unserved.filter((entry) => !needed.includes(entry)).map(({ resource }) => resource)).toEqual(
        [],
      );
    } finally {
      await server.stop();
    }
  });
});

const failedAddresses = (result: Run): string[] =>
  messagesOf(result)
    .filter((message) => message['@level'] === 'error')
    .flatMap(({ diagnostic }) => {
      const { address } = (diagnostic ?? {}) as { readonly address?: string };
      return address === undefined ? [] : [address];
    });
