import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plannedStack } from '../../platform-stack.js';
import { type AwsApiServer, startAwsApiServer } from '../../testing/aws-api-server.js';
import { runBeside, type Run } from '../../testing/engine.js';
import { providerSettings, type ProviderSettings } from '../../testing/provider-source.js';
import { awsLocation, found, platformOf, platforms, synthesized } from '../../testing/synthesized-stacks.js';
import { workingCopy } from '../../testing/working-copy.js';

const NETWORK = 'local-use1-network';
const CLUSTER = 'local-use1-cluster';

const directory = mkdtempSync(join(tmpdir(), 'deploy-'));
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

describe('cdktf against an AWS API server', () => {
  it('lists every planned stack', async () => {
    const { output } = await cdktf('list');
    for (const { name } of platforms.flatMap((platform) => platform.stacks)) expect(output).toContain(name);
  });

  it('shows what it would create before anything exists', async () => {
    const local = found(synthesized([platformOf('local')]).get(NETWORK), NETWORK);
    const count = Object.values(local.resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
    expect((await cdktf('diff', NETWORK)).output).toContain(`Plan: ${count} to add, 0 to change, 0 to destroy.`);
  });

  it('deploys the network, after which nothing differs', async () => {
    expect((await cdktf('deploy', NETWORK, '--auto-approve')).output).toContain('Apply complete!');
    expect((await cdktf('diff', NETWORK)).output).toContain('No changes.');
  });

  it('keeps the state in the checkout, outside of the synthesized folder', () => {
    const local = platformOf('local');
    const { state } = awsLocation(local, 'use1');
    const folder = state.backend === 'local' ? state.directory : state.bucket;
    expect(existsSync(join(directory, folder, plannedStack(local, NETWORK).stateKey))).toBe(true);
  });

  it('plans the cluster with the identifiers that the network published', async () => {
    const { output } = await cdktf('diff', CLUSTER);
    expect(output).toMatch(/vpc_id\s+= "vpc-[0-9a-f]+"/);
    expect(output).not.toContain('(sensitive value)');
  });

  it('destroys the network again, told that no cluster stands in it', async () => {
    const args = ['--auto-approve', '--ignore-missing-stack-dependencies'];
    expect((await cdktf('destroy', NETWORK, ...args)).output).toContain('Destroy complete!');
  });
});

function cdktf(command: string, ...args: readonly string[]): Promise<Run> {
  const lock = command === 'list' ? [] : ['--skip-provider-lock'];
  return runBeside('npx', ['--no-install', 'cdktf', command, ...args, ...lock], { cwd: directory, settings });
}
