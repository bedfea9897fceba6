import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArtifactGraph } from './graph.js';
import { DeclaredIntent } from './intent.js';
import type { InputFile } from './input-digest.js';
import { intentSchema } from './intent-schema.js';
import { jsonErrorLine } from './json-error-line.js';
import type { Problem } from './problem.js';
import { type ManifestFile, readManifests } from './read-manifests.js';
import { readStacks, type StackFile } from './read-stacks.js';

export interface ReadArtifacts {
  /** Undefined where the declared intent itself cannot be read. */
  readonly graph: ArtifactGraph | undefined;
  /** The platform file, relative to the judged directory. */
  readonly intentFile: string;
  readonly problems: readonly Problem[];
  /** Every file that was read, with its text. */
  readonly inputs: readonly InputFile[];
}

/** Reads what a directory holds of one environment; Terraform's own folders and plans are no artefacts. */
export function readArtifacts(root: string, environment: string, asOf: string): ReadArtifacts {
  const intentFile = `dist/platform/${environment}.json`;
  if (!existsSync(join(root, intentFile))) {
    const message = 'the declared intent is missing: synthesize first';
    return { graph: undefined, intentFile, problems: [{ file: intentFile, line: 1, message }], inputs: [] };
  }
  const text = readFileSync(join(root, intentFile), 'utf8');
  const intent = readIntent(intentFile, text);
  const declared = { file: intentFile, text };
  if ('message' in intent) return { graph: undefined, intentFile, problems: [intent], inputs: [declared] };
  const stacks = stackFiles(root, environment);
  const terraform = readStacks(stacks, intent);
  const files = manifestFiles(root, environment).map((file) => ({
    ...file,
    text: readFileSync(join(root, file.file), 'utf8'),
  }));
  const yaml = files.map((file) => readManifests(file, intent));
  const graph = new ArtifactGraph({
    environment,
    asOf,
    intent,
    stacks: terraform.stacks,
    manifests: yaml.flatMap(({ manifests }) => manifests),
  });
  const problems = [...terraform.problems, ...strayTerraform(root, stacks), ...yaml.flatMap((read) => read.problems)];
  return { graph, intentFile, problems, inputs: [declared, ...stacks, ...files] };
}

function readIntent(file: string, text: string): DeclaredIntent | Problem {
  try {
    const parsed = intentSchema.safeParse(JSON.parse(text));
    if (parsed.success) return new DeclaredIntent(parsed.data, file);
    const mistakes = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { file, line: 1, message: `not a resolved platform: ${mistakes.join('; ')}` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { file, line: jsonErrorLine(text, message), message: `not valid JSON: ${message}` };
  }
}

/** Stacks are told apart by the longest environment name that begins theirs: `production` and `production-eu` differ. */
export function stackFiles(root: string, environment: string): readonly StackFile[] {
  const environments = entries(root, 'dist/platform').map((name) => name.replace(/\.json$/, ''));
  const owner = (stack: string): string | undefined =>
    [...environments].sort((a, b) => b.length - a.length).find((name) => stack.startsWith(`${name}-`));
  return entries(root, 'cdktf.out/stacks')
    .filter((name) => owner(name) === environment)
    .map((name) => ({ name, file: `cdktf.out/stacks/${name}/cdk.tf.json` }))
    .filter(({ file }) => existsSync(join(root, file)))
    .map(({ name, file }) => ({ name, file, text: readFileSync(join(root, file), 'utf8') }));
}

/** A file that only says which Terraform may run it; it creates nothing. */
const VERSIONS_ONLY = /^\s*terraform\s*\{\s*required_version\s*=\s*"[^"]*"\s*\}\s*$/;

/** Terraform loads every file of a folder, and an override wins over what was judged. */
const strayTerraform = (root: string, stacks: readonly StackFile[]): readonly Problem[] =>
  stacks.flatMap(({ name, file }) =>
    entries(root, `cdktf.out/stacks/${name}`)
      .filter((entry) => /\.tf(\.json)?$/.test(entry) && !file.endsWith(`/${entry}`))
      .filter((entry) => !VERSIONS_ONLY.test(readFileSync(join(root, 'cdktf.out/stacks', name, entry), 'utf8')))
      .map((entry) => ({
        file: `cdktf.out/stacks/${name}/${entry}`,
        line: 1,
        message: 'Terraform would load this file too, but only cdk.tf.json is judged: remove it',
      })),
  );

/** Every YAML or JSON file below a location, however deep: what lies there may be applied, so it is judged. */
function manifestFiles(root: string, environment: string): readonly Omit<ManifestFile, 'text'>[] {
  const base = `dist/manifests/${environment}`;
  return filesBelow(root, base)
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .map((file) => {
      const [location = '', application = ''] = file.slice(base.length + 1).split('/');
      return { file, location, application };
    });
}

function filesBelow(root: string, directory: string): readonly string[] {
  if (!existsSync(join(root, directory))) return [];
  return readdirSync(join(root, directory), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const path = `${directory}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    });
}

const entries = (root: string, directory: string): readonly string[] =>
  existsSync(join(root, directory)) ? readdirSync(join(root, directory)).sort() : [];
