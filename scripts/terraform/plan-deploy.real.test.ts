import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsApiServer, startAwsApiServer } from '../../stacks/testing/aws-api-server.js';
import { runBeside, type Run } from '../../stacks/testing/engine.js';
import { providerSettings, type ProviderSettings } from '../../stacks/testing/provider-source.js';
import { found, platformOf, resourceCounts, synthesized } from '../../stacks/testing/synthesized-stacks.js';
import { workingCopy } from '../../stacks/testing/working-copy.js';

/** Stacks of `local` that the AWS API server serves whole, in the order of their waves. */
const STACKS = ['local-use1-network'];
const STARTED_RESOURCES = 5;
const POLL_MS = 100;
const KILL_TIMEOUT_MS = 300_000;

const directory = mkdtempSync(join(tmpdir(), 'plan-deploy-'));
const folderOf = (stack: string): string => join(directory, '.finflow/stacks', stack);
const local = synthesized([platformOf('local')]);
const expected = STACKS.reduce((sum, name) => sum + total(resourceCounts(found(local.get(name), name))), 0);
let server: AwsApiServer;
let settings: ProviderSettings;

beforeAll(async () => {
  server = await startAwsApiServer();
  settings = providerSettings(directory);
  workingCopy(directory, server.endpoint);
});

afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

describe('finflow against an AWS API server', () => {
  it('plans what does not exist, and ends with 2', async () => {
    const { status, output } = await finflow('plan', '--environment', 'local', '--stack', ...STACKS);
    expect(status).toBe(2);
    expect(output).toContain(`${STACKS.length} stack`);
  });

  it('resumes a deploy that was killed half-way: nothing is lost, nothing doubled', async () => {
    const [first = ''] = STACKS;
    await killHalfWay(first);
    expect(addresses().length).toBeLessThan(expected);
    const { output } = await finflow('deploy', '--environment', 'local', '--resume', '--yes');
    expect(output).toContain('of the killed deploy');
    expect(addresses()).toHaveLength(expected);
    expect(new Set(addresses()).size).toBe(expected);
    expect(await vpcs()).toHaveLength(1);
  });

  it('plans no changes afterwards, and finds no drift', async () => {
    expect((await finflow('plan', '--stack', ...STACKS)).status).toBe(0);
    expect((await finflow('drift', '--stack', ...STACKS)).output).toContain('as applied');
  });

  it('finds what was changed past terraform', async () => {
    const [vpc = ''] = await vpcs();
    await api({ Action: 'CreateTags', 'ResourceId.1': vpc, 'Tag.1.Key': 'owner', 'Tag.1.Value': 'somebody' });
    const { status, output } = await finflow('drift', '--stack', ...STACKS);
    expect(status).toBe(2);
    expect(output).toMatch(/~ aws_vpc\.\S+: tags, tags_all/);
    expect((await finflow('plan', '--stack', ...STACKS)).status).toBe(2);
    expect((await finflow('deploy', '--stack', ...STACKS, '--yes')).output).toContain('applied');
    expect((await finflow('drift', '--stack', ...STACKS)).output).toContain('as applied');
  });

  it('shows a planned destroy first, and refuses to apply it', async () => {
    const file = join(directory, 'environments/local.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll('10.128.0.0/16', '10.132.0.0/16'));
    const before = addresses();
    const { status, output } = await finflow('deploy', '--stack', ...STACKS, '--yes');
    writeFileSync(file, text);
    expect(status).toBe(2);
    const summary = output.split('\n').filter((line) => line !== '' && !line.startsWith('finflow: '));
    expect(summary[0]).toMatch(/^\d+ resources would be destroyed or replaced$/);
    expect(summary[1]).toMatch(/^ {2}. (destroy|replace) local-use1-network aws_/);
    expect(output).toContain('nothing was applied');
    expect(addresses()).toEqual(before);
  });

  it('destroys everything again through terraform', async () => {
    for (const stack of [...STACKS].reverse()) {
      await runBeside('terraform', ['destroy', '-auto-approve', '-input=false', '-no-color'], {
        cwd: folderOf(stack),
        settings,
      });
    }
    expect(addresses()).toEqual([]);
    expect(await vpcs()).toEqual([]);
  });
});

function finflow(...args: readonly string[]): Promise<Run> {
  return runBeside(process.execPath, ['build/scripts/finflow.js', ...args], { cwd: directory, settings, answers: [2] });
}

/** Kills finflow itself as soon as terraform has created a few resources of a stack; terraform is not touched. */
async function killHalfWay(stack: string): Promise<void> {
  const args = ['build/scripts/finflow.js', 'deploy', '--environment', 'local', '--stack', ...STACKS, '--yes'];
  const child = spawn(process.execPath, args, {
    cwd: directory,
    env: { ...process.env, CI: 'true', NO_COLOR: '1', ...settings },
    stdio: 'ignore',
  });
  const log = join(folderOf(stack), 'apply.log');
  const deadline = Date.now() + KILL_TIMEOUT_MS;
  while (!existsSync(log) || readFileSync(log, 'utf8').split('Creation complete').length <= STARTED_RESOURCES) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error('nothing was created that could be killed');
    await wait(POLL_MS);
  }
  const killed = once(child, 'exit');
  child.kill('SIGKILL');
  await killed;
}

/** Addresses of the resources in the states, as terraform tells them. */
function addresses(): readonly string[] {
  return STACKS.flatMap((stack) => {
    const file = join(
      directory,
      '.state',
      found(
        platformOf('local').stacks.find(({ name }) => name === stack),
        stack,
      ).stateKey,
    );
    if (!existsSync(file)) return [];
    const { resources } = JSON.parse(readFileSync(file, 'utf8')) as { resources: readonly StateResource[] };
    return resources
      .filter(({ mode }) => mode === 'managed')
      .flatMap(({ type, name, instances }) => instances.map((_, index) => `${type}.${name}[${index}]`));
  });
}

interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly unknown[];
}

/** Ids of the networks that were made, without the account's default one. */
async function vpcs(): Promise<readonly string[]> {
  const text = await api({ Action: 'DescribeVpcs', 'Filter.1.Name': 'is-default', 'Filter.1.Value.1': 'false' });
  return [...text.matchAll(/<vpcId>(vpc-[0-9a-f]+)<\/vpcId>/g)].map(([, id = '']) => id);
}

/** Calls the EC2 API past terraform. */
async function api(parameters: Readonly<Record<string, string>>): Promise<string> {
  const signature =
    'AWS4-HMAC-SHA256 Credential=test/20261123/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0';
  const response = await fetch(server.endpoint, {
    method: 'POST',
    headers: { authorization: signature, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Version: '2016-11-15', ...parameters }),
  });
  if (!response.ok) throw new Error(`the AWS API server answers ${response.status}: ${await response.text()}`);
  return response.text();
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
