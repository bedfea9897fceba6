import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRepository, filesBelow } from './testing/repository.js';
import { type FinflowRun, runFinflow } from './testing/run-finflow.js';

let copy: ReturnType<typeof copyRepository>;
let before: Map<string, string>;
const finflow = (...args: readonly string[]): FinflowRun => runFinflow(copy.root, ...args);
const definitions = (): Map<string, string> =>
  new Map([...filesBelow(join(copy.root, 'services')), ...filesBelow(join(copy.root, 'docs'))]);

beforeAll(() => {
  copy = copyRepository();
  before = definitions();
});
afterAll(() => copy.remove());

describe('finflow new service', () => {
  it('writes a definition and a runbook page that pass, and nothing else', () => {
    const run = finflow('new', 'service', 'payouts', '--owner', 'payments');
    expect(run.exitCode, run.stderr).toBe(0);
    const added = [...definitions().keys()].filter((file) => !before.has(file));
    expect(added.sort()).toEqual(['payouts/service.yaml', 'runbooks/payouts.md']);
    const definition = readFileSync(join(copy.root, 'services/payouts/service.yaml'), 'utf8');
    expect(definition.split('\n')[0]).toBe('# yaml-language-server: $schema=../definition/service.schema.json');
    expect(finflow('check', 'payouts')).toMatchObject({ exitCode: 0 });
  });

  it('is synthesized and judged clean in every environment', () => {
    const run = finflow('start', '--json');
    expect(run.exitCode, run.stderr + run.stdout).toBe(0);
    expect(existsSync(join(copy.root, 'dist/manifests/production/euw4/payouts'))).toBe(true);
  });

  it.each(['0', '1', '2', '3'])('passes for tier %s with restricted data', (tier) => {
    const run = finflow(
      'new',
      'service',
      `tier-${tier}`,
      '--tier',
      tier,
      '--data-class',
      'restricted',
      '--pci-scope',
      'connected',
    );
    expect(run.exitCode, run.stderr).toBe(0);
  });

  it('holds data of one jurisdiction only where it may', () => {
    expect(finflow('new', 'service', 'sepa', '--residency', 'eu').exitCode).toBe(0);
    const text = readFileSync(join(copy.root, 'services/sepa/service.yaml'), 'utf8');
    expect(text).toContain('euw4');
    expect(text).not.toContain('use1');
  });

  it.each([
    [['ledger'], 'services/ledger exists already'],
    [['Payouts!'], 'cannot be a service name'],
    [['refunds', '--owner', 'paymets'], 'Did you mean payments?'],
    [['refunds', '--port', '80'], 'is not a port'],
    [['refunds', '--calls', 'ledger'], 'ledger'],
  ])('refuses %j and writes nothing', (args, message) => {
    const earlier = definitions();
    const run = finflow('new', 'service', ...args);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(message);
    expect(definitions()).toEqual(earlier);
  });
});
