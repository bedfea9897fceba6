import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../logging/logger.js';
import { type Flags, openFlags } from './open-flags.js';

let directory: string;
let file: string;
const opened: Flags[] = [];

const configuration = (state: 'ENABLED' | 'DISABLED', variant: 'on' | 'off'): string =>
  JSON.stringify({
    $schema: 'https://flagd.dev/schema/v0/flags.json',
    flags: {
      'ledger-async-posting': {
        state,
        variants: { on: true, off: false },
        defaultVariant: variant,
        metadata: { owner: 'payments', expires: '2027-06-30' },
      },
      threshold: { state: 'ENABLED', variants: { default: 5000 }, defaultVariant: 'default' },
      rail: { state: 'ENABLED', variants: { default: 'simulated' }, defaultVariant: 'default' },
    },
  });

const open = async (path: string | undefined, service = 'ledger'): Promise<Flags> => {
  const flags = await openFlags({ service, file: path, logger: silentLogger(), pollMs: 20 });
  opened.push(flags);
  return flags;
};

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  const endMs = performance.now() + 5_000;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error('it never came');
    await sleep(10);
  }
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'flags-'));
  file = join(directory, 'flags.json');
});

afterEach(async () => {
  for (const flags of opened.splice(0)) await flags.stop();
  await rm(directory, { recursive: true });
});

test('flags of every type are read', async () => {
  await writeFile(file, configuration('ENABLED', 'on'));
  const flags = await open(file);
  expect(await flags.boolean('ledger-async-posting', false)).toBe(true);
  expect(await flags.number('threshold', 1)).toBe(5000);
  expect(await flags.text('rail', 'none')).toBe('simulated');
});

describe('the fallback counts', () => {
  test('without a file, for an unknown flag, another type and a disabled flag', async () => {
    const none = await open(undefined, 'without-file');
    expect(await none.boolean('ledger-async-posting', true)).toBe(true);
    await writeFile(file, configuration('DISABLED', 'on'));
    const flags = await open(file);
    expect(await flags.boolean('unknown', true)).toBe(true);
    expect(await flags.number('rail', 7)).toBe(7);
    expect(await flags.boolean('ledger-async-posting', false)).toBe(false);
  });

  test('while the file is missing or broken', async () => {
    const flags = await open(file);
    expect(await flags.boolean('ledger-async-posting', true)).toBe(true);
    await writeFile(file, '{"flags":');
    await sleep(100);
    expect(await flags.boolean('ledger-async-posting', true)).toBe(true);
    await writeFile(file, configuration('ENABLED', 'off'));
    await until(async () => !(await flags.boolean('ledger-async-posting', true)));
  });
});

describe('a change is seen', () => {
  test('and a broken one is not', async () => {
    await writeFile(file, configuration('ENABLED', 'off'));
    const flags = await open(file);
    expect(await flags.boolean('ledger-async-posting', true)).toBe(false);
    await writeFile(file, configuration('ENABLED', 'on'));
    await until(() => flags.boolean('ledger-async-posting', false));
    await writeFile(file, 'not JSON');
    await sleep(100);
    expect(await flags.boolean('ledger-async-posting', false)).toBe(true);
  });

  test('through the swapped links of a mounted ConfigMap', async () => {
    const mount = async (name: string, variant: 'on' | 'off'): Promise<void> => {
      await writeFile(join(directory, name), configuration('ENABLED', variant));
      await symlink(name, join(directory, `${name}.link`));
      await rename(join(directory, `${name}.link`), file);
    };
    await mount('first', 'off');
    const flags = await open(file);
    expect(await flags.boolean('ledger-async-posting', true)).toBe(false);
    await mount('second', 'on');
    await until(() => flags.boolean('ledger-async-posting', false));
  });
});

test('services of one process do not share flags', async () => {
  const other = join(directory, 'other.json');
  await writeFile(file, configuration('ENABLED', 'on'));
  await writeFile(other, configuration('ENABLED', 'off'));
  const [ledger, fraud] = [await open(file, 'ledger'), await open(other, 'fraud')];
  expect(await ledger.boolean('ledger-async-posting', false)).toBe(true);
  expect(await fraud.boolean('ledger-async-posting', true)).toBe(false);
  await fraud.stop();
  expect(await ledger.boolean('ledger-async-posting', false)).toBe(true);
});
