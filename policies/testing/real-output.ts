import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeManifests } from '../../charts/synthesize.js';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import { synthesizeStacks } from '../../stacks/synthesize.js';
import { packageRoot } from '../engine/package-root.js';
import { readArtifacts, stackFiles } from '../engine/read-artifacts.js';
import type { MutableOutput } from './mutate.js';

const AS_OF = '2026-11-23';

/**
 * Synthesizes the shipped definitions, and a service that holds card data besides them, once into a folder that the
 * caller removes.
 */
export function synthesizeRealOutput(): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'finflow-real-'));
  const definitions = join(root, 'definitions');
  for (const folder of ['environments', 'services']) {
    const filter = (path: string): boolean => !path.endsWith('.ts');
    cpSync(join(packageRoot(), folder), join(definitions, folder), { recursive: true, filter });
  }
  const cardVault = join(definitions, 'services/card-vault');
  mkdirSync(cardVault);
  cpSync(join(packageRoot(), 'policies/testing/card-vault.service.yaml'), join(cardVault, 'service.yaml'));
  const platforms = loadPlatforms(definitions, { asOf: AS_OF }).filter(
    ({ environment }) => environment.name === 'production',
  );
  mkdirSync(join(root, 'dist/platform'), { recursive: true });
  for (const platform of platforms) {
    writeFileSync(join(root, `dist/platform/${platform.environment.name}.json`), JSON.stringify(platform));
    synthesizeManifests(platform, join(root, 'dist/manifests'));
  }
  synthesizeStacks(platforms, join(root, 'cdktf.out'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Reads what was synthesized, ready to be broken. */
export function readMutableOutput(root: string, environment: string): MutableOutput {
  const { graph, problems } = readArtifacts(root, environment, AS_OF);
  if (graph === undefined || problems.length > 0) throw new Error(`unreadable output: ${JSON.stringify(problems)}`);
  return {
    environment,
    asOf: AS_OF,
    intent: graph.intent,
    stacks: graph.stacks,
    stackFiles: stackFiles(root, environment),
    manifests: graph.allManifests(),
  };
}
