import type { Value } from './attributes.js';
import type { Traversal } from './expressions.js';
import type { TerraformStack } from './graph.js';
import type { DeclaredIntent } from './intent.js';
import { at, canonicalJson, isObject, type Json, objectAt, textAt } from './json.js';
import { jsonErrorLine } from './json-error-line.js';
import { linesOfMembers } from './json-lines.js';
import type { Problem } from './problem.js';
import { resolverFor } from './resolver.js';
import { TerraformResource } from './terraform-resource.js';

/** One `cdktf.out/stacks/<name>/cdk.tf.json`. */
export interface StackFile {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

export interface ReadStacks {
  readonly stacks: readonly TerraformStack[];
  readonly problems: readonly Problem[];
}

/** Parses Terraform JSON and connects it: references inside a stack, and outputs read from other stacks' states. */
export function readStacks(files: readonly StackFile[], intent: DeclaredIntent): ReadStacks {
  const problems: Problem[] = [];
  const loaded = new Map<string, LoadedStack>();
  for (const source of files) {
    try {
      loaded.set(
        source.name,
        new LoadedStack(source, parseDocument(source.text), scopeOf(source.name, intent), loaded),
      );
      problems.push(...hiddenParts(source));
    } catch (error) {
      problems.push({ file: source.file, ...placeOf(error, source.text) });
    }
  }
  return { stacks: [...loaded.values()].map((stack) => stack.describe()), problems };
}

/** What a module creates stands in another place, so no rule would see it. */
const hiddenParts = ({ file, text }: StackFile): readonly Problem[] =>
  Object.keys(objectAt(parseDocument(text), 'module') ?? {}).map((name) => ({
    file,
    line: linesOfMembers(text, 2).get(`module.${name}`) ?? 1,
    message: `module.${name} creates what cannot be judged here: write its resources into the stack`,
  }));

/** A stack while references are followed; it knows its siblings because it may read their outputs. */
class LoadedStack {
  readonly #resources = new Map<string, TerraformResource>();
  readonly #resolve: (written: Json) => Value;
  readonly #backend: string;

  constructor(
    private readonly source: StackFile,
    private readonly document: Json,
    private readonly scope: { readonly location: string; readonly declaredAt: string | undefined },
    private readonly siblings: ReadonlyMap<string, LoadedStack>,
  ) {
    this.#backend = backendKey(objectAt(document, 'terraform.backend'));
    this.#resolve = resolverFor({
      document,
      resource: (traversal) => this.#resource(traversal),
      remoteOutput: (dataSource, output) => this.#remoteOutput(dataSource, output),
    });
    const lines = linesOfMembers(source.text, 3);
    this.#collect('managed', lines);
    this.#collect('data', lines);
  }

  describe(): TerraformStack {
    return {
      id: this.source.name,
      kind: 'TerraformStack',
      name: this.source.name,
      location: this.scope.location,
      file: this.source.file,
      line: 1,
      service: undefined,
      declaredAt: this.scope.declaredAt,
      resources: [...this.#resources.values()],
      settings: at(this.document, 'terraform') ?? {},
      providers: at(this.document, 'provider') ?? {},
    };
  }

  #output(name: string): Value | undefined {
    const written = at(this.document, 'output');
    const output = isObject(written) ? written[name] : undefined;
    const value = isObject(output) ? output['value'] : undefined;
    return value === undefined ? undefined : this.#resolve(value);
  }

  #collect(mode: 'managed' | 'data', lines: ReadonlyMap<string, number>): void {
    const section = mode === 'managed' ? 'resource' : 'data';
    for (const [kind, named] of Object.entries(objectAt(this.document, section) ?? {})) {
      if (!isObject(named)) throw new Error(`${section}.${kind} must be an object of resources by name`);
      for (const [name, attributes] of Object.entries(named)) {
        if (!isObject(attributes)) throw new Error(`${section}.${kind}.${name} must be an object`);
        const resource = new TerraformResource({
          mode,
          kind,
          name,
          attributes,
          stack: this.source.name,
          location: this.scope.location,
          file: this.source.file,
          line: lines.get(`${section}.${kind}.${name}`),
          declaredAt: this.scope.declaredAt,
          resolve: this.#resolve,
        });
        this.#resources.set(resource.address, resource);
      }
    }
  }

  #resource({ root, kind, name }: Traversal): TerraformResource | undefined {
    return this.#resources.get(`${root === 'data' ? 'data.' : ''}${kind}.${name}`);
  }

  #remoteOutput(dataSource: string, output: string): Value | undefined {
    const reads = this.#resources.get(`data.terraform_remote_state.${dataSource}`)?.written;
    const key = backendKey({ [textAt(reads, 'backend') ?? '']: at(reads, 'config') ?? {} });
    const producer = [...this.siblings.values()].find((sibling) => sibling.#backend === key);
    return producer === undefined ? undefined : producer.#output(output);
  }
}

/** What two descriptions of one state have in common, whichever side writes it. */
function backendKey(backend: Json | undefined): string {
  const [[kind, config] = ['', {}]] = Object.entries(isObject(backend) ? backend : {});
  const place = ['bucket', 'key', 'prefix', 'path'].map((member) => at(config, member) ?? null);
  return canonicalJson([kind, ...place]);
}

/** `production-use1-network` belongs to use1; a stack that nobody declared, to the scope in its name. */
function scopeOf(stack: string, intent: DeclaredIntent): { location: string; declaredAt: string | undefined } {
  const { stacks, environment } = intent.platform;
  const inName = stack
    .slice(environment.name.length + 1)
    .split('-')
    .slice(0, -1)
    .join('-');
  const location = stacks.find(({ name }) => name === stack)?.scope ?? inName;
  if (intent.location(location) !== undefined) return { location, declaredAt: `locations[${location}].name` };
  const [first] = intent.joinedBy(location);
  if (first !== undefined) return { location, declaredAt: `locations[${first.name}].name` };
  const declaredAt = intent.jurisdiction(location) === undefined ? undefined : `jurisdictions[${location}].name`;
  return { location, declaredAt };
}

function parseDocument(text: string): Json {
  const parsed = JSON.parse(text) as Json;
  if (!isObject(parsed)) throw new Error('Terraform JSON must be one object');
  return parsed;
}

function placeOf(error: unknown, text: string): { line: number; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof SyntaxError)) return { line: 1, message };
  return { line: jsonErrorLine(text, message), message: `not valid JSON: ${message.split('\n')[0] ?? message}` };
}
