import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../kit/testing/free-port.js';
import { randomKey } from './testing/ledger-program.js';

const DOCKERFILE = readFileSync('services/ledger/Dockerfile', 'utf8');
const CONTEXT = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  .toString()
  .split('\0')
  .filter((file) => file !== '' && existsSync(file));

/** What an instruction says after its keyword, without flags. */
const wordsOf = (instruction: Instruction): string[] =>
  instruction
    .getArguments()
    .map((argument) => argument.getValue())
    .filter((word) => !word.startsWith('--'));

/** Executes COPY and RUN of every stage in folders of its own, as a builder would with the repository as its context. */
function buildImage(root: string): { readonly image: string; readonly last: readonly Instruction[] } {
  const stages = new Map<string, string>();
  let stage = '';
  let last: Instruction[] = [];
  let workdir = '/';
  for (const instruction of DockerfileParser.parse(DOCKERFILE).getInstructions()) {
    const words = wordsOf(instruction);
    last.push(instruction);
    switch (instruction.getKeyword()) {
      case 'FROM':
        stage = join(root, `stage-${stages.size}`);
        stages.set(words[2] ?? 'image', stage);
        last = [];
        workdir = '/';
        break;
      case 'WORKDIR':
        workdir = words[0] ?? '/';
        mkdirSync(join(stage, workdir), { recursive: true });
        break;
      case 'COPY':
        copy(instruction, words, join(stage, workdir), stages);
        break;
      case 'RUN':
        execFileSync('sh', ['-c', instruction.getArgumentsContent() ?? ''], {
          cwd: join(stage, workdir),
          stdio: 'pipe',
          env: buildEnvironment(),
        });
        break;
      default:
    }
  }
  return { image: join(stage, workdir), last };
}

function copy(
  instruction: Instruction,
  words: readonly string[],
  into: string,
  stages: ReadonlyMap<string, string>,
): void {
  const from = /--from=(\S+)/.exec(instruction.getTextContent())?.[1];
  const sources = words.slice(0, -1);
  const target = words.at(-1) ?? '.';
  for (const source of sources) {
    const destination = target.endsWith('/') ? join(into, target, source.split('/').at(-1) ?? '') : join(into, target);
    if (from !== undefined) {
      cpSync(join(stages.get(from) ?? '', source), destination, { recursive: true, verbatimSymlinks: true });
    } else {
      const files = CONTEXT.filter((file) => source === '.' || file === source || file.startsWith(`${source}/`));
      if (files.length === 0) throw new Error(`COPY ${source}: nothing in the context has that name`);
      for (const file of files) {
        const to = source === '.' ? join(into, target, file) : join(destination, file.slice(source.length));
        mkdirSync(dirname(to), { recursive: true });
        cpSync(file, to.replace(/\/$/, ''));
      }
    }
  }
}

/** A builder knows nothing of the machine but where its registry is. */
const buildEnvironment = (): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => name !== 'FINFLOW_COMPILED' && name !== 'NODE_ENV');
  return Object.fromEntries(kept);
};

describe('the ledger image', () => {
  let root: string;
  let image: string;
  let last: readonly Instruction[];

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'finflow-image-'));
    ({ image, last } = buildImage(root));
    chmodSync(root, 0o755);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const of = (keyword: string): string[] =>
    last
      .filter((instruction) => instruction.getKeyword() === keyword)
      .map((instruction) => instruction.getRawArgumentsContent() ?? '');

  it('starts from an image that only the release process names', () => {
    const froms = DockerfileParser.parse(DOCKERFILE)
      .getFROMs()
      .map((from) => from.getImage());
    expect(froms.length).toBeGreaterThan(1);
    for (const from of froms) expect(from).toBe('${NODE_IMAGE}');
    expect(DOCKERFILE).not.toMatch(/ARG NODE_IMAGE=/);
  });

  it('contains the program and nothing of the platform', () => {
    const packages = readdirSync(join(image, 'node_modules'));
    for (const absent of ['cdktf', '@cdktf', 'cdk8s', 'vitest', 'typescript', 'eslint', 'playwright-core'])
      expect(packages, absent).not.toContain(absent);
    for (const absent of [
      'stacks',
      'charts',
      'policies',
      'environments',
      'scripts',
      'services/auth',
      'services/ledger/src',
      'build/stacks',
    ])
      expect(existsSync(join(image, absent)), absent).toBe(false);
  });

  it('runs as nobody in particular, on a file system that it cannot write, and answers its probe', async () => {
    expect(of('USER')).toEqual(['10001:10001']);
    const entry = JSON.parse(of('ENTRYPOINT')[0] ?? '[]') as string[];
    const command = JSON.parse(of('CMD')[0] ?? '[]') as string[];
    execFileSync('chmod', ['-R', 'a-w,a+rX', image]);
    const home = mkdtempSync(join(tmpdir(), 'finflow-home-'));
    const asUser = userInfo().uid === 0 ? { uid: 10_001, gid: 10_001 } : {};
    if (userInfo().uid === 0) chownSync(home, 10_001, 10_001);
    const [port, metricsPort] = [await freePort(), await freePort()];
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      TOKEN_ISSUER: 'https://issuer.test',
      TOKEN_KEYS_URL: 'https://issuer.test/keys',
      CURSOR_KEY: randomKey(),
      SUBJECT_KEYS_KEK: randomKey(),
    };
    const [file = 'node', ...args] = entry;
    const program = spawn(file, [...args, ...command], { cwd: image, env, stdio: 'pipe', ...asUser });
    let output = '';
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exited = new Promise<number | null>((resolve) => program.once('exit', (code) => resolve(code)));
    await expect.poll(() => output, { timeout: 30_000 }).toContain('"listening"');
    const probe = execFileSync(file, [...args, 'probe', `http://127.0.0.1:${port}/health/ready`], {
      cwd: image,
      env,
      ...asUser,
    });
    expect(probe.toString()).not.toContain('Error');
    program.kill('SIGTERM');
    expect(await exited).toBe(0);
    rmSync(home, { recursive: true, force: true });
  });
});
