import { ArtifactGraph, type TerraformStack } from '../engine/graph.js';
import { DeclaredIntent } from '../engine/intent.js';
import { intentSchema } from '../engine/intent-schema.js';
import { isObject, type Json, type JsonObject } from '../engine/json.js';
import { Manifest } from '../engine/manifest.js';
import { readStacks, type StackFile } from '../engine/read-stacks.js';
import { asJson, editable, type EditableObject, type Mutation } from './mutation.js';

/** Real output, parsed once and broken many times. */
export interface MutableOutput {
  readonly environment: string;
  readonly asOf: string;
  readonly intent: DeclaredIntent;
  readonly stackFiles: readonly StackFile[];
  readonly stacks: readonly TerraformStack[];
  readonly manifests: readonly Manifest[];
}

/** The graph of the output after a mutation; undefined where the output holds nothing that it could break. */
export function mutate(output: MutableOutput, mutation: Mutation): ArtifactGraph | undefined {
  switch (mutation.target.artefact) {
    case 'manifest':
      return mutateManifest(output, mutation, mutation.target.kind);
    case 'terraform':
      return mutateTerraform(output, mutation, mutation.target.kind);
    case 'stack':
      return mutateStack(output, mutation);
    case 'intent':
      return mutateIntent(output, mutation);
  }
}

/** The graph of the output as it is. */
export const unbroken = (output: MutableOutput): ArtifactGraph => graphWith(output, {});

function mutateManifest(output: MutableOutput, { where, edit }: Mutation, kind: string): ArtifactGraph | undefined {
  const victim = output.manifests.find((manifest) => {
    const place = { container: `${manifest.location}/${manifest.application}`, name: manifest.name };
    return manifest.kind === kind && where(editable(manifest.object), place);
  });
  if (victim === undefined) return undefined;
  const rest = output.manifests.filter((manifest) => manifest !== victim);
  if (edit === 'remove') return graphWith(output, { manifests: rest });
  const object = editable(victim.object);
  edit(object);
  return graphWith(output, { manifests: [...rest, new Manifest({ ...victim, object: asJson(object) })] });
}

function mutateTerraform(output: MutableOutput, { where, edit }: Mutation, kind: string): ArtifactGraph | undefined {
  const section = kind.startsWith('data.') ? 'data' : 'resource';
  const type = kind.replace(/^data\./, '');
  for (const file of output.stackFiles) {
    const document = documentOf(file);
    const resources = childObject(childObject(document, section), type);
    for (const [name, resource] of Object.entries(resources)) {
      if (!isEditableObject(resource) || !where(resource, { container: file.name, name })) continue;
      if (edit === 'remove') delete resources[name];
      else edit(resource);
      return graphWith(output, { stacks: reread(output, file, document) });
    }
  }
  return undefined;
}

function mutateStack(output: MutableOutput, { where, edit }: Mutation): ArtifactGraph | undefined {
  for (const file of output.stackFiles) {
    const document = documentOf(file);
    if (!where(document, { container: file.name, name: file.name })) continue;
    if (edit !== 'remove') edit(document);
    return graphWith(output, { stacks: reread(output, file, edit === 'remove' ? undefined : document) });
  }
  return undefined;
}

function mutateIntent(output: MutableOutput, { edit }: Mutation): ArtifactGraph | undefined {
  if (edit === 'remove') return undefined;
  const platform: Json = JSON.parse(JSON.stringify(output.intent.platform)) as Json;
  const document = editable(isObject(platform) ? platform : {});
  edit(document);
  const intent = new DeclaredIntent(intentSchema.parse(document), output.intent.file);
  return graphWith(output, { intent });
}

function reread(output: MutableOutput, broken: StackFile, document: Json | undefined): readonly TerraformStack[] {
  const files = output.stackFiles.flatMap((file) => {
    if (file !== broken) return [file];
    return document === undefined ? [] : [{ ...file, text: JSON.stringify(document, null, 2) }];
  });
  const { stacks, problems } = readStacks(files, output.intent);
  if (problems.length > 0) throw new Error(`the mutation left no valid stack: ${JSON.stringify(problems)}`);
  return stacks;
}

const graphWith = (
  output: MutableOutput,
  changed: Partial<Pick<MutableOutput, 'stacks' | 'manifests' | 'intent'>>,
): ArtifactGraph => new ArtifactGraph({ ...output, ...changed });

function documentOf({ text }: StackFile): EditableObject {
  const document: JsonObject = JSON.parse(text) as JsonObject;
  return editable(document);
}

const isEditableObject = (value: unknown): value is EditableObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function childObject(parent: EditableObject, key: string): EditableObject {
  const child = parent[key];
  return isEditableObject(child) ? child : {};
}
