import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, test } from 'vitest';
import { ConfigurationError } from '../configuration/read-configuration.js';
import type { Command } from './command.js';
import { migrateCommand, type MigrationRequest } from './migrate-command.js';
import { probeCommand } from './probe-command.js';
import { runCommands } from './run-commands.js';

let printed: string[];
let served: (readonly string[])[];
let migrations: MigrationRequest[];

const print = (line: string): void => void printed.push(line);
const command = (run: Command['run']): Command => ({ usage: '', summary: 'does something', run });

const run = (...args: string[]): Promise<number> =>
  runCommands(
    {
      serve: command((rest) => {
        served.push(rest);
        return Promise.resolve(undefined);
      }),
      migrate: migrateCommand((request) => {
        migrations.push(request);
        return Promise.resolve(request.direction === 'up' ? ['0001-journal'] : []);
      }, print),
      probe: probeCommand({ print, connectWithinMs: 100 }),
      break: command(() => Promise.reject(new Error('broken'))),
      configure: command(() => Promise.reject(new ConfigurationError(['PORT: is missing']))),
      verify: command(() => Promise.resolve(3)),
    },
    { program: 'ledger', arguments: args, print },
  );

beforeEach(() => {
  printed = [];
  served = [];
  migrations = [];
});

test('serve is what happens when nothing is asked', async () => {
  expect(await run()).toBe(0);
  expect(await run('serve', '--x')).toBe(0);
  expect(served).toEqual([[], ['--x']]);
});

test('help lists the commands; an unknown one does too and fails', async () => {
  expect(await run('--help')).toBe(0);
  expect(printed.join('\n')).toContain('migrate up|down [--to N]');
  for (const name of ['unknown', 'toString', '__proto__']) expect(await run(name)).toBe(2);
  expect(printed).toContain('ledger: there is no command unknown');
});

test('a command decides its exit code', async () => {
  expect(await run('verify')).toBe(3);
});

test('a command that fails says why: a stack for faults, only the problems for configuration', async () => {
  expect(await run('break')).toBe(1);
  expect(printed.join('\n')).toMatch(/ledger break: Error: broken\n\s+at /);
  printed = [];
  expect(await run('configure')).toBe(1);
  expect(printed).toEqual(['ledger configure: configuration refused:\n  PORT: is missing']);
});

describe('migrate', () => {
  test('passes on what was asked and names what it did', async () => {
    expect(await run('migrate', 'up')).toBe(0);
    expect(await run('migrate', 'down', '--to', '3')).toBe(0);
    expect(migrations).toEqual([{ direction: 'up' }, { direction: 'down', to: '0003' }]);
    expect(printed).toEqual(['0001-journal', 'nothing to do']);
  });

  test.each([[[]], [['sideways']], [['up', 'down']], [['up', '--to']], [['up', '--to', 'x']], [['up', '--force']]])(
    'refuses %j',
    async (args) => {
      expect(await run('migrate', ...args)).toBe(2);
      expect(printed.at(-1)).toBe('usage: ledger migrate up|down [--to N]');
      expect(migrations).toEqual([]);
    },
  );
});

describe('probe', () => {
  const answering = async (status: number, work: (url: string) => Promise<void>): Promise<void> => {
    const server = createServer((_request, response) => response.writeHead(status, { location: '/' }).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health/ready`);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  };

  test.each([
    [200, 0],
    [204, 1],
    [302, 1],
    [503, 1],
  ])('an answer of %i is exit code %i', async (status, code) => {
    await answering(status, async (url) => {
      expect(await run('probe', url)).toBe(code);
      expect(printed).toEqual([`${url} answered ${status}`]);
    });
  });

  test('an address where nobody listens fails after a while', async () => {
    expect(await run('probe', 'http://127.0.0.1:1/')).toBe(1);
    expect(printed[0]).toContain('cannot be reached');
  });

  test.each([[[]], [['not a url']], [['http://a', 'http://b']]])('refuses %j', async (args) => {
    expect(await run('probe', ...args)).toBe(2);
  });
});
