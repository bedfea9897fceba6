import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRepository, REPOSITORY } from './testing/repository.js';
import { type FinflowRun, runFinflow } from './testing/run-finflow.js';

let copy: ReturnType<typeof copyRepository>;
const finflow = (...args: readonly string[]): FinflowRun => runFinflow(copy.root, ...args);

beforeAll(() => {
  copy = copyRepository();
});
afterAll(() => copy.remove());

describe('the command line', () => {
  it.each([
    'start',
    'synth',
    'check',
    'audit',
    'cost',
    'diff',
    'explain',
    'generate',
    'new service',
    'plan',
    'publish',
    'deploy',
    'drift',
  ])('%s has help with examples', (name) => {
    const { exitCode, stdout } = finflow(...name.split(' '), '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('--as-of');
  });

  it('guesses what a mistyped command or option meant, and exits 1', () => {
    const command = finflow('adit');
    expect(command.exitCode).toBe(1);
    expect(command.stderr).toContain('Did you mean audit?');
    const option = finflow('audit', '--enviroment', 'production');
    expect(option.exitCode).toBe(1);
    expect(option.stderr).toContain('Did you mean --environment?');
  });

  it('answers a wrong command line with one JSON document under --json', () => {
    const { exitCode, stdout } = finflow('audit', '--enviroment', 'production', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: [{ code: 'usage', file: '<command line>', line: 1, column: 1 }],
    });
  });

  it.each([
    [['synth', '--environment', 'prodution'], 'Did you mean production?'],
    [['check', 'ledgr'], 'Did you mean ledger?'],
    [['check', '--as-of', '2026-02-30'], 'is not a date'],
    [['audit'], 'holds no synthesized outputs'],
    [['cost'], 'holds no synthesized outputs'],
    [['explain', 'services.ledger.scaling.mim'], 'Did you mean min?'],
  ])('%j says what is wrong', (args, message) => {
    const { exitCode, stdout, stderr } = finflow(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('fix: ');
  });

  it('says when a folder is no repository', () => {
    const { exitCode, stderr } = runFinflow('/', 'check');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('holds no platform repository');
  });

  it('ends quietly when its reader goes away', async () => {
    const program = join(REPOSITORY, 'build/scripts/finflow.js');
    const child = spawn(process.execPath, [program, 'explain', 'services', '--json', '--root', copy.root]);
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const exitCode = await new Promise((resolve) => child.once('close', resolve));
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe('finflow check', () => {
  it('passes the definitions of this repository, silently with --quiet', () => {
    expect(finflow('check')).toMatchObject({ exitCode: 0 });
    expect(finflow('check', '--quiet')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(JSON.parse(finflow('check', '--json').stdout)).toMatchObject({ errors: [], services: 4, environments: 3 });
  });

  it('shows every error at once with its place, and counts those elsewhere for one service', () => {
    const broken = copyRepository();
    try {
      const ledger = 'metadata: { nme: ledger }\ntier: 9\n';
      writeFileSync(join(broken.root, 'services/ledger/service.yaml'), ledger);
      const all = runFinflow(broken.root, 'check');
      expect(all.exitCode).toBe(1);
      expect(all.stdout).toContain('services/ledger/service.yaml:1:13 error');
      expect(all.stdout).toContain('services/ledger/service.yaml:2:7 error');
      expect(all.stdout).toMatch(/\d+ errors\n$/);
      const other = runFinflow(broken.root, 'check', 'auth');
      expect(other.exitCode).toBe(1);
      expect(other.stdout).toMatch(/0 errors in auth, \d+ errors? in other files/);
      const { errors } = JSON.parse(runFinflow(broken.root, 'check', '--json').stdout) as { errors: object[] };
      expect(errors.length).toBeGreaterThan(2);
    } finally {
      broken.remove();
    }
  });
});
