import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OutputLock } from './output-lock.js';

let folder: string;
const file = (): string => join(folder, 'lock');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'finflow-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is held by one run at a time', () => {
  const lock = OutputLock.acquire(file());
  expect(() => OutputLock.acquire(file())).toThrow(`process ${process.pid}`);
  lock.release();
  expect(existsSync(file())).toBe(false);
  OutputLock.acquire(file()).release();
});

it('is taken over from a process that is gone', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file(), `${pid}\n`);
  OutputLock.acquire(file());
  expect(readFileSync(file(), 'utf8')).toBe(`${process.pid}\n`);
});

it('is taken over when it names nobody', () => {
  writeFileSync(file(), '');
  OutputLock.acquire(file()).release();
});

it('is not released by anybody else', () => {
  const lock = OutputLock.acquire(file());
  writeFileSync(file(), '1\n');
  lock.release();
  expect(readFileSync(file(), 'utf8')).toBe('1\n');
});
