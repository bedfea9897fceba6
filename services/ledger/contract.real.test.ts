import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { podEnvironment } from '../../charts/service/pod-environment.js';
import { runtimeContract } from '../../charts/service/runtime-contract.js';
import { placementOf, platformOf } from '../../charts/testing/synthesized.js';
import { contractDifferences } from './testing/contract/contract-differences.js';
import { declaredFacts } from './testing/contract/declared-facts.js';
import type { DeclaredFacts, ProgramFacts } from './testing/contract/ledger-facts.js';
import { programFacts } from './testing/contract/program-facts.js';
import { prepareBook, testTokens } from './testing/prepare-book.js';
import { runLedgerProgram } from './testing/ledger-program.js';
import { type LedgerOnPostgres, startLedgerOnPostgres } from './testing/ledger-on-postgres.js';

/** User of the pods. */
const POD_USER = 10_001;

const placement = placementOf(platformOf('local'), 'ledger', 'use1');
const contract = runtimeContract(placement);
const folder = mkdtempSync(join(tmpdir(), 'ledger-contract-'));

let ledger: LedgerOnPostgres | undefined;
let declared: DeclaredFacts;
let program: ProgramFacts;

/** The pod's own variables; those that name other machines are replaced when the program starts. */
function podVariables(): Record<string, string> {
  chmodSync(folder, 0o755);
  for (const [name, text] of Object.entries<string>({ ...contract }))
    writeFileSync(join(folder, name), text, { mode: 0o444 });
  const given = podEnvironment(placement)
    .filter(({ name }) => name !== 'KAFKA_BOOTSTRAP_SERVERS')
    .flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return {
    ...Object.fromEntries(given),
    // Container runtimes set it for users without a home.
    HOME: '/',
    CONTRACT_FILE: join(folder, 'contract.json'),
    FLAGS_FILE: join(folder, 'flags.json'),
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
  };
}

beforeAll(async () => {
  // As in a pod: another user, and a file system that cannot be written but for /tmp.
  const readOnly = ['--experimental-permission', '--no-warnings', '--allow-fs-read=*', '--allow-fs-write=/tmp'];
  const running = await startLedgerOnPostgres({ env: podVariables(), userId: POD_USER, nodeOptions: readOnly });
  ledger = running;
  await prepareBook(running, await testTokens(running));
  declared = declaredFacts();
  const observed = await programFacts(running, contract['contract.json']);
  const askedAtMs = performance.now();
  running.program.kill('SIGTERM');
  const exitCode = await running.program.exit;
  program = { ...observed, stoppedAfterMs: performance.now() - askedAtMs, exitCode };
});
afterAll(() => ledger?.stop());

describe('service.yaml and the program', () => {
  it('agree', () => {
    expect(contractDifferences(declared, program)).toEqual([]);
  });

  const changes: Readonly<Record<string, () => readonly [DeclaredFacts, ProgramFacts]>> = {
    'a port is declared otherwise': () => [{ ...declared, ports: { ...declared.ports, http: 8081 } }, program],
    'the program has another port': () => [declared, { ...program, ports: { ...program.ports, metrics: 9000 } }],
    'a health path is declared otherwise': () => [{ ...declared, healthPaths: ['/up', '/ready', '/live'] }, program],
    'a health path does not answer': () => [declared, { ...program, healthPaths: program.healthPaths.slice(1) }],
    'a topic is declared that nobody writes': () => [
      { ...declared, produces: [...declared.produces, 'ledger.more'] },
      program,
    ],
    'the program writes another topic': () => [
      declared,
      { ...program, produces: [...program.produces, 'ledger.more'] },
    ],
    'a consumer is not declared': () => [{ ...declared, consumes: declared.consumes.slice(1) }, program],
    'a group is renamed in the program': () => [
      declared,
      { ...program, consumes: program.consumes.map((each) => ({ ...each, group: `${each.group}-2` })) },
    ],
    'a flag is declared that nobody reads': () => [{ ...declared, flags: [...declared.flags, 'ledger-old'] }, program],
    'the program reads a flag that is not declared': () => [
      declared,
      { ...program, flags: [...program.flags, 'ledger-new'] },
    ],
    'a captured table is not published': () => [
      { ...declared, capturedTables: [...declared.capturedTables, 'books'] },
      program,
    ],
    'a published table is not declared': () => [
      declared,
      { ...program, capturedTables: [...program.capturedTables, 'books'] },
    ],
    'a secret is declared that nobody reads': () => [{ ...declared, secretVariables: ['SIGNING_KEYS'] }, program],
    'the program needs a variable that pods do not get': () => [
      declared,
      { ...program, requiredVariables: [...program.requiredVariables, 'RAIL_URL'] },
    ],
    'a secret goes from the definition': () => [
      { ...declared, variables: declared.variables.filter((name) => name !== 'CURSOR_KEY') },
      program,
    ],
    'the rails go from the definition': () => [
      { ...declared, variables: declared.variables.filter((name) => name !== 'PAYMENT_RAILS') },
      program,
    ],
    'the program takes no tokens of rails': () => [
      declared,
      { ...program, variables: program.variables.filter((name) => name !== 'PAYMENT_RAIL_TOKENS') },
    ],
    'a protected field is no column': () => [{ ...declared, protectedFields: ['accounts.email'] }, program],
    'a column goes': () => [declared, { ...program, columns: [] }],
    'a public path leads nowhere': () => [
      { ...declared, publicRoutes: [...declared.publicRoutes, { path: '/v1/cards', methods: ['GET'] }] },
      program,
    ],
    'a public method leads nowhere': () => [
      { ...declared, publicRoutes: [{ path: '/v1/books', methods: ['DELETE'] }, ...declared.publicRoutes] },
      program,
    ],
    'a route of customers is not public': () => [
      declared,
      { ...program, operations: [...program.operations, { method: 'GET', path: '/v1/limits', trustedOnly: false }] },
    ],
    'a caller may ask what is not there': () => [{ ...declared, callerPaths: ['GET /v1/accounts/*/owner'] }, program],
    'a route goes that a caller uses': () => [declared, { ...program, operations: [] }],
    'a timeout is declared otherwise': () => [{ ...declared, requestTimeoutMs: 500 }, program],
    'an objective asks for a metric that nobody measures': () => [
      { ...declared, metrics: ['finflow_nothing'] },
      program,
    ],
    'the program does not stop in time': () => [declared, { ...program, stoppedAfterMs: 46_000 }],
    'the program stops with an error': () => [declared, { ...program, exitCode: 1 }],
  };
  it.each(Object.keys(changes))('are told apart when %s', (name) => {
    const [changedDeclared, changedProgram] = changes[name]?.() ?? [declared, program];
    expect(contractDifferences(changedDeclared, changedProgram)).not.toEqual([]);
  });
});

describe('the program', () => {
  it('has measured requests, statements and events by the names of the conventions', () => {
    expect(program.metrics).toEqual(
      expect.arrayContaining([
        'http_server_request_duration_seconds_bucket',
        'db_client_operation_duration_seconds_bucket',
        'messaging_client_operation_duration_seconds_bucket',
        'finflow_ledger_batch_commands_bucket',
      ]),
    );
  });

  it('probes: 0 for 200, 1 for anything else', async () => {
    const again = await startLedgerOnPostgres();
    const probe = (path: string) =>
      runLedgerProgram({ args: ['probe', `http://127.0.0.1:${again.port}${path}`], env: {} }).exit;
    expect(await probe('/health/ready')).toBe(0);
    expect(await probe('/nothing')).toBe(1);
    await again.stop();
  });

  it('says everything that is wrong with its environment at once, and no values', async () => {
    const broken = runLedgerProgram({
      env: { PORT: 'http', CURSOR_KEY: 'secret-but-short', DATABASE_URL: 'mysql://x' },
    });
    expect(await broken.exit).toBe(1);
    const said = broken.lines.join('\n');
    for (const name of ['PORT', 'CURSOR_KEY', 'DATABASE_URL', 'TOKEN_ISSUER', 'TOKEN_KEYS_URL', 'SUBJECT_KEYS_KEK']) {
      expect(said).toContain(name);
    }
    expect(said).not.toContain('secret-but-short');
  });
});
