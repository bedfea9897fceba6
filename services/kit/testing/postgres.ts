import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.js';

/** A real PostgreSQL server of this test's own, on loopback, durable (fsync and synchronous_commit on) and ready for logical decoding. */
export interface TestPostgres {
  /** As the superuser `postgres`, database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly pid: () => number;
  /** Ends the postmaster and every backend at once, as a power cut would. */
  readonly kill9: () => Promise<void>;
  /** Stops answering without closing connections, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Starts it again on the same data; resolves when it answers. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Creates an empty database and says how to reach it. */
  readonly createDatabase: (name: string) => Promise<string>;
}

export interface TestPostgresOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the data goes; a new temporary folder when left out. */
  readonly dataDirectory?: string;
  /** A directory made by pg_basebackup is taken as it is. */
  readonly existing?: boolean;
}

const BINARIES = binaryDirectory();
const DEFAULTS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  wal_level: 'logical',
  max_wal_senders: '10',
  max_replication_slots: '10',
  max_connections: '200',
  max_prepared_transactions: '0',
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  log_min_messages: 'warning',
};

/** Starts a server from a template that is initialized once a machine. */
export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const port = await freePort();
  const root = mkdtempSync(join(tmpdir(), 'finflow-postgres-'));
  const dataDirectory = options.dataDirectory ?? join(root, 'data');
  if (options.existing !== true) cpSync(template(), dataDirectory, { recursive: true });
  chmodSync(dataDirectory, 0o700);
  own(root, dataDirectory);

  const settings = { ...DEFAULTS, port: String(port), ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
    server = asPostgres(join(BINARIES, 'postgres'), ['-D', dataDirectory, ...flags]);
    await answers(url, server);
  };
  const end = async (signal: 'SIGKILL' | 'SIGINT'): Promise<void> => {
    const running = server;
    if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    if (signal === 'SIGKILL') await killFamily(running.pid);
    else running.kill(signal);
    await exited;
  };
  const family = (): number[] => (server?.pid === undefined ? [] : [server.pid, ...childrenOf(server.pid)]);
  await start();
  return {
    url,
    port,
    dataDirectory,
    pid: () => server?.pid ?? 0,
    kill9: () => end('SIGKILL'),
    freeze: () => family().forEach((pid) => signalIfAlive(pid, 'SIGSTOP')),
    thaw: () => family().forEach((pid) => signalIfAlive(pid, 'SIGCONT')),
    start,
    stop: async () => {
      await end('SIGINT');
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
      if (options.dataDirectory !== undefined) rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
    },
    createDatabase: async (name) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      await client.end();
      return `postgresql://postgres@127.0.0.1:${port}/${encodeURIComponent(name)}`;
    },
  };
}

/**
 * Backends lead process groups of their own and outlive their postmaster for a moment, in which they hold its shared memory and no
 * new one can start. So everybody dies at once: the postmaster is stopped first, that it makes no new ones meanwhile.
 */
async function killFamily(postmaster: number): Promise<void> {
  process.kill(postmaster, 'SIGSTOP');
  const family = [...childrenOf(postmaster), postmaster];
  for (const pid of family) signalIfAlive(pid, 'SIGKILL');
  while (family.some((pid) => pid !== postmaster && isRunning(pid))) await delay(2);
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && processStatus(pid)?.parent === parent);

const isRunning = (pid: number): boolean => !['Z', 'X', undefined].includes(processStatus(pid)?.state);

/** From Linux's table of processes; undefined once the process is gone. */
function processStatus(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before may contain anything, also blanks and parentheses.
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}

/** Runs a tool of PostgreSQL's that fills a data directory, as the user whom the server will run as. */
export async function runPostgresTool(tool: string, dataDirectory: string, args: readonly string[]): Promise<void> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  own(dirname(dataDirectory));
  const process = asPostgres(join(BINARIES, tool), ['-D', dataDirectory, ...args]);
  const code = await new Promise((resolve) => process.once('exit', resolve));
  if (code !== 0) throw new Error(`${tool} failed with ${String(code)}`);
}

/** PostgreSQL refuses to run as root, so root runs it as the user of its Debian package. */
function asPostgres(file: string, args: readonly string[]): ChildProcess {
  const [command, ...prefix] = isRoot()
    ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', file]
    : [file];
  return spawn(command ?? file, [...prefix, ...args], {
    stdio: ['ignore', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
}

function template(): string {
  const directory = join(tmpdir(), `finflow-postgres-template-${userInfo().uid}`);
  if (existsSync(directory)) return directory;
  const fresh = mkdtempSync(join(tmpdir(), 'finflow-postgres-initdb-'));
  const data = join(fresh, 'data');
  mkdirSync(data, { mode: 0o700 });
  own(fresh, data);
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  const initdb = join(BINARIES, 'initdb');
  if (isRoot())
    execFileSync('setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', initdb, ...args], { cwd: '/' });
  else execFileSync(initdb, args, { cwd: '/' });
  try {
    renameSync(data, directory);
  } catch {
    // Another test process was first; its template is as good.
  }
  rmSync(fresh, { recursive: true, force: true });
  return directory;
}

const isRoot = (): boolean => userInfo().uid === 0;

function own(...paths: readonly string[]): void {
  if (isRoot()) execFileSync('chown', ['-R', 'postgres:postgres', ...paths.filter((path) => existsSync(path))]);
}

/** The newest installed server; Debian keeps them apart by version. */
function binaryDirectory(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? '/usr/local/bin' : join(debian, newest, 'bin');
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline)
        throw new Error('PostgreSQL did not start', { cause: error });
      await delay(25);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
