import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PlainObject } from '../difference.js';

const block = z.record(z.string(), z.unknown());
const blocks = z.record(z.string(), z.record(z.string(), block)).default({});

const stackSchema = z.object({
  terraform: z.object({ backend: z.record(z.string(), block).default({}) }).default({ backend: {} }),
  provider: z.record(z.string(), z.array(block)).default({}),
  resource: blocks,
  data: blocks,
  output: z.record(z.string(), block).default({}),
});

/** What is compared of one stack's Terraform JSON. */
export interface StackFile {
  /** By address, without the notes of the synthesizer. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Place of the state that a `terraform_remote_state` reads, by the name of the data source. */
  readonly reads: Readonly<Record<string, string>>;
  /** Place of its own state. */
  readonly state: string;
  readonly providers: PlainObject;
}

export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly attributes: PlainObject;
  readonly preventDestroy: boolean;
  readonly ignored: readonly string[];
}

/** Meta-arguments: they say how Terraform works, not what the resource is. */
const META = ['//', 'lifecycle', 'depends_on', 'provider', 'provisioner', 'connection'];

/** Reads a stack below a folder of outputs; undefined when it was not synthesized there. */
export function readStack(outputs: string, path: string): StackFile | undefined {
  const file = join(outputs, path, 'cdk.tf.json');
  if (!existsSync(file)) return undefined;
  const stack = stackSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const [backend = ['', {}]] = Object.entries(stack.terraform.backend);
  return {
    resources: new Map(
      Object.entries(stack.resource).flatMap(([type, named]) =>
        Object.entries(named).map(([name, attributes]) => [`${type}.${name}`, resource(type, name, attributes)]),
      ),
    ),
    outputs: Object.fromEntries(Object.entries(stack.output).map(([name, { value }]) => [name, value])),
    reads: Object.fromEntries(
      Object.entries(stack.data['terraform_remote_state'] ?? {}).map(([name, { backend: kind, config }]) => [
        name,
        stateOf(String(kind), block.catch({}).parse(config)),
      ]),
    ),
    state: stateOf(...backend),
    providers: stack.provider,
  };
}

function resource(type: string, name: string, all: PlainObject): Resource {
  const lifecycle = z.object({
    prevent_destroy: z.boolean().default(false),
    ignore_changes: z.array(z.string()).default([]),
  });
  const { prevent_destroy: preventDestroy, ignore_changes: ignored } = lifecycle.parse(all['lifecycle'] ?? {});
  return {
    address: `${type}.${name}`,
    type,
    attributes: Object.fromEntries(Object.entries(all).filter(([key]) => !META.includes(key))),
    preventDestroy,
    ignored: ignored.map(withoutIndexes),
  };
}

/** `s3 finflow-production-use1-state production/use1/network/terraform.tfstate`. */
function stateOf(backend: string, config: PlainObject): string {
  return [backend, ...['bucket', 'key', 'prefix', 'path'].flatMap((key) => shownText(config[key]))].join(' ');
}

const shownText = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);

/** `scaling_config[0].desired_size` → `scaling_config.desired_size`. */
export const withoutIndexes = (path: string): string => path.replace(/\[[^\]]*\]/g, '');
