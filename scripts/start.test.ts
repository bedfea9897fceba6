import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlatforms } from '../services/definition/load-platforms.js';
import { AS_OF, copyRepository, filesBelow, REPOSITORY } from './testing/repository.js';
import { type FinflowRun, runFinflow } from './testing/run-finflow.js';

const OUTPUTS = ['cdktf.out', 'dist'] as const;
const platforms = loadPlatforms(REPOSITORY, { asOf: AS_OF });
const outputs = (root: string): Map<string, string> =>
  new Map(
    OUTPUTS.flatMap((folder) => [...filesBelow(join(root, folder))].map(([file, text]) => [`${folder}/${file}`, text])),
  );

let copy: ReturnType<typeof copyRepository>;
let first: FinflowRun;
let made: Map<string, string>;

beforeAll(() => {
  copy = copyRepository();
  first = runFinflow(copy.root, 'start');
  made = outputs(copy.root);
}, 120_000);
afterAll(() => copy.remove());

describe('finflow start', () => {
  it('judges every environment clean and says where to look', () => {
    expect(first.exitCode, first.stdout + first.stderr).toBe(0);
    for (const { environment } of platforms)
      expect(first.stdout).toContain(`dist/audit/${environment.name}/report.html`);
  });

  it('writes the files of the contract for every environment', () => {
    const expected = platforms.flatMap(({ environment: { name }, stacks }) => [
      ...stacks.map(({ path }) => `${path}/cdk.tf.json`),
      `dist/platform/${name}.json`,
      ...['report.html', 'findings.json', 'results.sarif'].map((file) => `dist/audit/${name}/${file}`),
    ]);
    expect(expected.filter((file) => !made.has(file))).toEqual([]);
    for (const { path } of platforms.flatMap(({ applications }) => applications)) {
      expect(
        [...made.keys()].some((file) => file.startsWith(`${path}/`) && file.endsWith('.yaml')),
        path,
      ).toBe(true);
    }
  });

  it('writes the same bytes again, also in another folder', () => {
    expect(runFinflow(copy.root, 'start').exitCode).toBe(0);
    expect(outputs(copy.root)).toEqual(made);
    const other = copyRepository();
    try {
      expect(runFinflow(other.root, 'start').exitCode).toBe(0);
      expect(outputs(other.root)).toEqual(made);
    } finally {
      other.remove();
    }
  });

  it('names no folder of this machine in an output', () => {
    const naming = [...made].filter(([, text]) => text.includes(copy.root) || text.includes(REPOSITORY));
    expect(naming.map(([file]) => file)).toEqual([]);
  });

  it('leaves earlier outputs as they are when a definition is broken', () => {
    const file = join(copy.root, 'services/ledger/service.yaml');
    const text = readFileSync(file, 'utf8');
    appendFileSync(file, 'unknownKey: 1\n');
    try {
      const run = runFinflow(copy.root, 'start');
      expect({ exitCode: run.exitCode, stdout: run.stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(run.stderr).toContain('services/ledger/service.yaml');
      expect(run.stderr).toContain('nothing was written');
      expect(outputs(copy.root)).toEqual(made);
    } finally {
      writeFileSync(file, text);
    }
  });

  it('leaves earlier outputs and no temporary folder when it is interrupted', async () => {
    const program = join(REPOSITORY, 'build/scripts/finflow.js');
    const child = spawn(process.execPath, [program, 'start', '--root', copy.root], { stdio: 'ignore' });
    await waitFor(() => readdirSync(join(copy.root, '.finflow')).some((name) => name.startsWith('run-')));
    child.kill('SIGINT');
    const exitCode = await new Promise((resolve) => child.once('exit', resolve));
    expect(exitCode).toBe(130);
    expect(readdirSync(join(copy.root, '.finflow'))).toEqual([]);
    expect(outputs(copy.root)).toEqual(made);
  });
});

describe('finflow synth --environment', () => {
  it('replaces that environment only, and keeps every stack in the manifest', () => {
    const stale = join(copy.root, 'dist/manifests/local/stale');
    const foreign = join(copy.root, 'dist/manifests/staging/untouched');
    mkdirSync(stale);
    mkdirSync(foreign);
    expect(runFinflow(copy.root, 'synth', '--environment', 'local')).toMatchObject({ exitCode: 0 });
    expect({ stale: existsSync(stale), foreign: existsSync(foreign) }).toEqual({ stale: false, foreign: true });
    rmSync(foreign, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(copy.root, 'cdktf.out/manifest.json'), 'utf8')) as { stacks: object };
    const planned = platforms.flatMap(({ stacks }) => stacks.map(({ name }) => name));
    expect(Object.keys(manifest.stacks).sort()).toEqual(planned.sort());
  });
});

describe('finflow audit', () => {
  it('prints one document, equal to the report, and changes nothing in the folder it judges', () => {
    const elsewhere = join(copy.root, 'elsewhere');
    for (const folder of ['cdktf.out', 'dist/manifests', 'dist/platform']) {
      cpSync(join(copy.root, folder), join(elsewhere, folder), { recursive: true });
    }
    const before = filesBelow(elsewhere);
    const out = join(copy.root, 'reports');
    const run = runFinflow(
      copy.root,
      'audit',
      '--environment',
      'staging',
      '--artifacts',
      elsewhere,
      '--out',
      out,
      '--json',
    );
    expect(run.exitCode, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual(JSON.parse(readFileSync(join(out, 'findings.json'), 'utf8')));
    expect(filesBelow(elsewhere)).toEqual(before);
    expect(readFileSync(join(out, 'findings.json'), 'utf8')).toBe(made.get('dist/audit/staging/findings.json'));
  });

  it('exits 2 when something is violated', () => {
    const elsewhere = join(copy.root, 'violated');
    for (const folder of ['cdktf.out', 'dist/manifests', 'dist/platform']) {
      cpSync(join(copy.root, folder), join(elsewhere, folder), { recursive: true });
    }
    for (const [file, text] of filesBelow(join(elsewhere, 'dist/manifests/local'))) {
      writeFileSync(
        join(elsewhere, 'dist/manifests/local', file),
        text.replaceAll(/mode: "?STRICT"?/g, 'mode: DISABLE'),
      );
    }
    const run = runFinflow(copy.root, 'audit', '--environment', 'local', '--artifacts', elsewhere);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toContain('fix: ');
  });
});

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition did not come true');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
