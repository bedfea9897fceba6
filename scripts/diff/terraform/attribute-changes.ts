import { isObject, type PlainObject, same } from '../difference.js';

/** Paths of attributes that differ, without indexes: `vpc_config.subnet_ids`. */
export function changedAttributes(before: PlainObject, after: PlainObject): string[] {
  return [...new Set(changesAt(before, after, ''))];
}

function changesAt(before: unknown, after: unknown, path: string): string[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      changesAt(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((member, index) => changesAt(member, after[index], path));
  }
  return [path];
}

/** A reference inside of a value: a resource's attribute, or an output of another stack's state. */
export type Reference =
  | { readonly kind: 'resource'; readonly address: string; readonly attribute: string }
  | { readonly kind: 'output'; readonly source: string; readonly output: string };

/** Every reference of a value with the path of the attribute that holds it. */
export function referencesIn(value: unknown, path = ''): { readonly path: string; readonly reference: Reference }[] {
  if (typeof value === 'string') return referencesOf(value).map((reference) => ({ path, reference }));
  if (Array.isArray(value)) return value.flatMap((member) => referencesIn(member, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => referencesIn(child, path === '' ? key : `${path}.${key}`));
}

const EXPRESSION = /\$\{([^}]*)\}/g;
const OUTPUT = /\bdata\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\["([^"]+)"\])/g;
const ATTRIBUTE = /(?<![\w.-])([a-z][a-z0-9]*_[a-z0-9_]+)\.([\w-]+)((?:\[[^\]]*\]|\.[\w-]+)*)/g;

function referencesOf(text: string): Reference[] {
  return [...text.matchAll(EXPRESSION)].flatMap(([, expression = '']): Reference[] => [
    ...[...expression.matchAll(OUTPUT)].map(([, source = '', plain = '', quoted = '']) => ({
      kind: 'output' as const,
      source,
      output: plain || quoted,
    })),
    ...[...expression.matchAll(ATTRIBUTE)].map(([, type = '', name = '', attribute = '']) => ({
      kind: 'resource' as const,
      address: `${type}.${name}`,
      attribute: attribute.replace(/\[[^\]]*\]/g, '').replace(/^\./, ''),
    })),
  ]);
}
