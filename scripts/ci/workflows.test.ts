import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import { createProgram } from '../program.js';
import { AS_OF, REPOSITORY } from '../testing/repository.js';

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const job = z.looseObject({
  permissions: z.record(z.string(), z.string()).default({}),
  'timeout-minutes': z.number().optional(),
  uses: z.string().optional(),
  if: z.string().default(''),
  steps: z.array(step).default([]),
});
const workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) }),
  jobs: z.record(z.string(), job),
});

const folder = join(REPOSITORY, '.github/workflows');
const files = readdirSync(folder).sort();
const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
const session = readFileSync(join(REPOSITORY, '.github/actions/cloud-session/action.yml'), 'utf8');

describe.each(files)('%s', (file) => {
  const text = texts.get(file) ?? '';
  const { jobs } = workflow.parse(load(text));
  const steps = Object.values(jobs).flatMap((one) => one.steps);

  it('uses actions of its own repository or of GitHub, pinned to a commit with its version', () => {
    for (const [line] of text.matchAll(/^.*\buses:.*$/gm)) {
      expect(line).toMatch(/uses: (\.\/\.github\/\S+|actions\/(checkout|setup-node)@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });

  it('keeps no token in the checkout, and gives every job a limit', () => {
    for (const { uses, with: inputs } of steps) {
      if (uses?.startsWith('actions/checkout@') === true)
        expect(inputs).toMatchObject({ 'persist-credentials': false });
    }
    for (const one of Object.values(jobs))
      if (one.uses === undefined) expect(one['timeout-minutes']).toBeGreaterThan(0);
  });

  it('puts no expression into a script, where it would be code', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  it('writes only where no code of a pull request runs', () => {
    for (const { permissions, steps: own } of Object.values(jobs)) {
      const writes = Object.entries(permissions).filter(([scope, level]) => level === 'write' && scope !== 'id-token');
      if (writes.length > 0) expect(own.filter(({ uses }) => uses !== undefined)).toEqual([]);
    }
    expect(text).not.toContain('pull_request_target');
  });
});

it('gives identities and comments of a pull request only to branches of the repository', () => {
  const { jobs } = workflow.parse(load(texts.get('pull-request.yml') ?? ''));
  const trusted = Object.entries(jobs).filter(([, { permissions }]) => Object.values(permissions).includes('write'));
  expect(trusted.map(([name]) => name)).toEqual(['plan', 'comment']);
  for (const [, { if: condition }] of trusted) {
    expect(condition).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  }
  expect(texts.get('pull-request.yml')).not.toContain('secrets.');
});

it('calls commands with options that they have', () => {
  const program = createProgram(() => Promise.resolve());
  const global = program.options.map(({ long }) => long);
  const calls = [...texts.values()].flatMap((text) => [
    ...text.matchAll(/npx finflow (\w+)((?: --?[\w-]+(?: [^-\s|>]\S*)?)*)/g),
  ]);
  expect(calls.length).toBeGreaterThan(3);
  for (const [call, name = '', options = ''] of calls) {
    const known = program.commands.find((command) => command.name() === name);
    if (known === undefined) continue;
    const allowed = [...global, ...known.options.map(({ long }) => long)];
    for (const [option] of options.matchAll(/--[\w-]+/g)) expect(allowed, call).toContain(option);
  }
});

it('signs images by the workflow that the environments trust', () => {
  for (const { environment } of loadPlatforms(REPOSITORY, { asOf: AS_OF })) {
    const path = /^https:\/\/github\.com\/[^/]+\/[^/]+\/(\.github\/workflows\/[^@]+)@refs\/heads\/main$/.exec(
      environment.images.signer.subject,
    )?.[1];
    expect(path).toBe('.github/workflows/release.yml');
    expect(existsSync(join(REPOSITORY, path ?? ''))).toBe(true);
  }
  expect(texts.get('release.yml')).toContain("github.ref == 'refs/heads/main'");
});

it('stores no credential: the session is made from the token of the job', () => {
  expect(session).not.toMatch(/secrets\./);
  expect(session).toContain('assume-role-with-web-identity');
  expect(session).toContain('external_account');
});
