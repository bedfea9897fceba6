import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, textAt, type Json, type JsonObject } from '../../policies/engine/json.js';
import type { PlannedStack } from '../../services/definition/platform.js';
import { UsageError } from '../cli/usage-error.js';
import type { Provider } from './categories.js';

/** One Terraform resource as it was synthesized. */
export interface StackResource {
  readonly stack: PlannedStack;
  readonly type: string;
  readonly name: string;
  /** Null for helpers of Terraform itself, such as random or tls, which no one sends an invoice for. */
  readonly provider: Provider | null;
  readonly attributes: JsonObject;
}

/** Every resource of a stack, from its Terraform JSON. */
export function readStack(root: string, stack: PlannedStack): StackResource[] {
  const file = join(root, stack.path, 'cdk.tf.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${stack.path} holds no Terraform JSON`, 'run finflow synth first');
  }
  return resourcesOf(stack, JSON.parse(text) as Json);
}

/** Every resource of a stack's parsed Terraform JSON. */
export function resourcesOf(stack: PlannedStack, terraform: Json): StackResource[] {
  const types = isObject(terraform) ? terraform['resource'] : undefined;
  if (!isObject(types)) return [];
  return Object.entries(types).flatMap(([type, named]) =>
    isObject(named)
      ? Object.entries(named).flatMap(([name, attributes]) =>
          isObject(attributes) ? [{ stack, type, name, provider: providerOf(type), attributes }] : [],
        )
      : [],
  );
}

const PREFIXES: Readonly<Record<string, Provider>> = {
  aws: 'aws',
  google: 'gcp',
  cloudflare: 'cloudflare',
  confluent: 'confluent',
};

function providerOf(type: string): Provider | null {
  const [prefix = ''] = type.split('_', 1);
  return PREFIXES[prefix] ?? null;
}

/** The resource of the same stack that `${type.name.attribute}` at this path points at. */
export function referenced(
  resource: StackResource,
  path: string,
  resources: readonly StackResource[],
): StackResource | undefined {
  const [, type, name] = /^\$\{([a-z0-9_]+)\.([\w-]+)[.[]/.exec(textAt(resource.attributes, path) ?? '') ?? [];
  return resources.find(
    (other) => other.stack.name === resource.stack.name && other.type === type && other.name === name,
  );
}
