import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startAwsApiServer } from '../testing/aws-api-server.js';
import { type Run, runBeside } from '../testing/engine.js';
import { localCopy, type CopiedStack } from '../testing/local-copy.js';
import { exclusionOf, type MotoExclusions, readMotoExclusions } from '../testing/moto-exclusions.js';
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
    readonly after_unknown?: Readonly<Record<string, unknown>>;
    readonly replace_paths?: readonly (readonly unknown[])[];
  };
}

type Unserved = MotoExclusions['unserved'][number];

const exclusions = readMotoExclusions();
const local = platformOf('local');
const directory = mkdtempSync(join(tmpdir(), 'apply-'));
const settings = providerSettings(directory);
afterAll(() => rmSync(directory, { recursive: true }));

const terraform = (
  stack: CopiedStack,
  args: readonly string[],
  { answers = [], limitMs = 0 }: { readonly answers?: readonly number[]; readonly limitMs?: number } = {},
): Promise<Run> => runBeside('terraform', args, { cwd: stack.directory, settings, answers, limitMs });

/** Some resources try again for ten minutes what the server never serves. */
const TRIAL_MS = 90_000;

interface Failure {
  readonly address: string;
  readonly summary: string;
}

interface Message {
  readonly '@level': string;
  readonly type: string;
  readonly diagnostic?: { readonly address?: string; readonly summary: string; readonly detail: string };
  readonly hook?: { readonly resource: { readonly addr: string; readonly resource_type: string } };
}

/** The lines that Terraform writes with `-json`. */
const messagesIn = ({ output }: Run): Message[] =>
  output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Message] : []));

/** Applies a stack as far as the server lets it, and no longer than `limitMs`. */
async function apply(stack: CopiedStack, limitMs = 0): Promise<Failure[]> {
  await terraform(stack, ['init', '-input=false']);
  const args = ['apply', '-auto-approve', '-input=false', '-json'];
  return messagesIn(await terraform(stack, args, { answers: [1], limitMs }))
    .flatMap((message) => (message['@level'] === 'error' ? [message.diagnostic] : []))
    .map((diagnostic) => ({
      address: diagnostic?.address ?? stack.planned.name,
      summary: `${diagnostic?.summary ?? ''} ${diagnostic?.detail ?? ''}`.slice(0, 300),
    }));
}

/** Destroys a stack; what the server refuses to delete is forgotten, so that the rest goes. Types of what was refused. */
async function destroy(stack: CopiedStack): Promise<string[]> {
  const args = ['destroy', '-auto-approve', '-input=false', '-json'];
  const messages = messagesIn(await terraform(stack, args, { answers: [1] }));
  const refused = messages.flatMap(({ type, hook }) => (type === 'apply_errored' && hook ? [hook.resource] : []));
  if (refused.length > 0) {
    await terraform(stack, ['state', 'rm', ...refused.map(({ addr }) => addr)]);
    await terraform(stack, args);
  }
  return refused.map(({ resource_type: type }) => type);
}

/** Addresses of what a state holds, without what it only reads. */
const managed = async (stack: CopiedStack): Promise<string[]> =>
  // Without anything applied there is no state to list.
  (await terraform(stack, ['state', 'list'], { answers: [1] })).output
    .split('\n')
    .filter((line) => /^[a-z]/.test(line) && !line.startsWith('data.'));

/** What a plan would change, without what only reads. */
async function changesOf(stack: CopiedStack): Promise<ResourceChange[]> {
  await terraform(stack, ['plan', '-input=false', '-out=again.tfplan', '-detailed-exitcode'], {
    answers: [2],
  });
  const { output } = await terraform(stack, ['show', '-json', 'again.tfplan']);
  const { resource_changes: changes = [] } = JSON.parse(output) as { resource_changes?: readonly ResourceChange[] };
  return changes.filter(({ mode, change }) => mode === 'managed' && !['no-op', 'read'].includes(change.actions.join()));
}

/**
 * `type.attribute` of what causes a change: what forces a replacement, or what differs. What is not known yet follows from the change of
 * another resource.
 */
function differencesOf({ type, change }: ResourceChange): string[] {
  const { before, after, after_unknown: unknown, replace_paths: forced = [] } = change;
  const [was, is, open] = [before, after, unknown].map((values) => new Map(Object.entries(values ?? {})));
  const names =
    forced.length > 0 ? forced.map(([name]) => String(name)) : [...(was?.keys() ?? []), ...(is?.keys() ?? [])];
  return [...new Set(names)]
    .filter((name) => !isEqual(was?.get(name), is?.get(name), open?.get(name)))
    .map((name) => `${type}.${name}`);
}

/** True when two values differ at most where the second one is not known yet. */
function isEqual(was: unknown, is: unknown, unknown: unknown): boolean {
  if (unknown === true) return true;
  if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null) return Object.is(was, is);
  const [before, after, open] = [was, is, unknown ?? {}].map((value) => new Map(Object.entries(value)));
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? []), ...(open?.keys() ?? [])]);
  return [...names].every((name) => isEqual(before?.get(name), after?.get(name), open?.get(name)));
}

/** Does something with every stack, those of a wave at the same time; results in the order of the stacks. */
async function byWave<T>(stacks: readonly CopiedStack[], work: (stack: CopiedStack) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const wave of new Set(stacks.map(({ planned }) => planned.wave))) {
    results.push(...(await Promise.all(stacks.filter(({ planned }) => planned.wave === wave).map(work))));
  }
  return results;
}

describe('every AWS stack of local, by Terraform against an AWS API server', () => {
  it('is applied, differs in nothing afterwards, and is destroyed again', async () => {
    const server = await startAwsApiServer();
    try {
      const stacks = localCopy(local, join(directory, 'cycle'), {
        endpoint: server.endpoint,
        maxRetries: 4,
        isUnwanted: (type, name) => exclusionOf(exclusions, type, name) !== undefined,
      });
      expect((await byWave(stacks, (stack) => apply(stack))).flat()).toEqual([]);
      const created = await byWave(stacks, async (stack) => (await managed(stack)).length);
      const tolerated = new Set(exclusions.drift.map(({ attribute }) => attribute));
      const differences = (await byWave(stacks, changesOf)).flat().flatMap(differencesOf);
      expect(differences.filter((difference) => !tolerated.has(difference))).toEqual([]);
      expect(
        [...tolerated].filter((attribute) => !differences.includes(attribute)),
        'entries of no use',
      ).toEqual([]);
      const refused = new Set((await byWave(stacks.toReversed(), destroy)).flat());
      expect([...refused].sort()).toEqual(exclusions.undeletable.map(({ resource }) => resource).sort());
      expect((await byWave(stacks, managed)).flat()).toEqual([]);
      for (const [place, { planned, removed }] of stacks.entries()) {
        console.log(
          `${planned.name}: ${created[place]} created, no difference, destroyed; left out: ${removed.join(' ')}`,
        );
      }
    } finally {
      await server.stop();
    }
  });

  it('is left out only where the server fails', async () => {
    const server = await startAwsApiServer();
    try {
      const stacks = localCopy(local, join(directory, 'whole'), {
        endpoint: server.endpoint,
        maxRetries: 1,
        isUnwanted: () => false,
      });
      const applied = await byWave(stacks, async (stack) => ({
        failed: (await apply(stack, TRIAL_MS)).map(({ address }) => address),
        there: await managed(stack),
      }));
      const failed = applied.flatMap((stack) => stack.failed);
      const there = applied.flatMap((stack) => stack.there);
      const isServed = ({ resource }: Unserved): boolean => {
        const isMeant = (address: string): boolean => address === resource || address.startsWith(`${resource}.`);
        return there.some(isMeant) && !failed.some(isMeant);
      };
      expect(exclusions.unserved.filter(isServed)).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
