import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.js';

/** A real etcd of this test's own, on loopback. */
export interface TestEtcd {
  readonly endpoint: string;
  readonly kill9: () => Promise<void>;
  /** Starts it again on the same data. */
  readonly start: () => Promise<void>;
  /** Stops answering without closing connections, and goes on. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => Promise<void>;
}

export async function startEtcd(): Promise<TestEtcd> {
  const [port, peerPort] = [await freePort(), await freePort()];
  const directory = mkdtempSync(join(tmpdir(), 'finflow-etcd-'));
  const endpoint = `http://127.0.0.1:${port}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const flags = {
      'data-dir': directory,
      'listen-client-urls': endpoint,
      'advertise-client-urls': endpoint,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `default=${peer}`,
      'log-level': 'error',
    };
    server = spawn(
      'etcd',
      Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
      { stdio: 'ignore' },
    );
    for (const end = Date.now() + 30_000; ; await delay(50)) {
      if (await healthy(endpoint)) return;
      if (server.exitCode !== null || Date.now() > end) throw new Error('etcd did not start');
    }
  };
  const kill9 = async (): Promise<void> => {
    if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = new Promise((resolve) => server?.once('exit', resolve));
    server.kill('SIGKILL');
    await exited;
  };
  await start();
  return {
    endpoint,
    kill9,
    start,
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    stop: async () => {
      await kill9();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const healthy = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/health`, { signal: AbortSignal.timeout(500) }).then(
    async (response) => (await response.text()).includes('true'),
    () => false,
  );
