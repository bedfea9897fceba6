import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import { freePort } from './free-port.js';

/** A real Kafka broker of this test's own, alone in its cluster, on loopback. */
export interface TestKafka {
  /** `host:port`. */
  readonly bootstrap: string;
  readonly createTopic: (name: string, partitions?: number) => Promise<void>;
  readonly kill9: () => Promise<void>;
  /** Starts it again on the same data. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const POM = resolve('services/kit/testing/kafka/pom.xml');

/** Starts Kafka in KRaft mode from the jars that Maven Central has. */
export async function startKafka(): Promise<TestKafka> {
  const jars = fetchJars();
  const [port, controllerPort] = [await freePort(), await freePort()];
  const root = mkdtempSync(join(tmpdir(), 'finflow-kafka-'));
  const properties = join(root, 'server.properties');
  writeFileSync(properties, settings(root, port, controllerPort));
  const java = (main: string, ...args: string[]): string[] => ['-Xmx512m', '-cp', join(jars, '*'), main, ...args];
  const clusterId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  execFileSync('java', java('kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties), { stdio: 'pipe' });

  let broker: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    broker = spawn('java', java('kafka.Kafka', properties), { stdio: 'ignore', cwd: root });
    await listens(port, broker);
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (broker?.pid === undefined || broker.exitCode !== null || broker.signalCode !== null) return;
    const exited = new Promise((done) => broker?.once('exit', done));
    broker.kill(signal);
    await exited;
  };
  await start();
  const bootstrap = `127.0.0.1:${port}`;
  return {
    bootstrap,
    createTopic: async (name, partitions = 1) => {
      const admin = new Admin({ clientId: 'test', bootstrapBrokers: [bootstrap], retries: 20, retryDelay: 250 });
      await admin.createTopics({ topics: [name], partitions, replicas: 1 });
      await admin.close();
    },
    kill9: () => end('SIGKILL'),
    start,
    stop: async () => {
      await end('SIGKILL');
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const settings = (root: string, port: number, controllerPort: number): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': join(root, 'data'),
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    'auto.create.topics.enable': false,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** Jars in the user's cache, by the contents of the project file: fetched once, shared by all checkouts. */
function fetchJars(): string {
  const version = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12);
  const jars = join(homedir(), '.cache', 'finflow-ci', `kafka-${version}`);
  if (existsSync(jars)) return jars;
  const fresh = mkdtempSync(join(tmpdir(), 'finflow-kafka-jars-'));
  execFileSync('mvn', ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${fresh}`], {
    stdio: 'inherit',
  });
  mkdirSync(join(jars, '..'), { recursive: true });
  const beside = `${jars}.${process.pid}`;
  cpSync(fresh, beside, { recursive: true });
  rmSync(fresh, { recursive: true, force: true });
  try {
    renameSync(beside, jars);
  } catch {
    // Another test process was first.
    rmSync(beside, { recursive: true, force: true });
  }
  return jars;
}

async function listens(port: number, broker: ChildProcess): Promise<void> {
  for (const end = Date.now() + 60_000; ;) {
    if (broker.exitCode !== null || Date.now() > end) throw new Error('Kafka did not start');
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).once('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await delay(100);
  }
}
