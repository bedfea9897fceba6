import type { Value } from './attributes.js';
import { templateParts, traversalOf, type Traversal } from './expressions.js';
import { parseHclValue } from './hcl-value.js';
import { at, isList, isObject, type Json } from './json.js';
import type { TerraformResource } from './terraform-resource.js';

/** What a resolver may look up while it follows references of one stack. */
export interface ResolverScope {
  /** The stack's `cdk.tf.json`. */
  readonly document: Json;
  resource(traversal: Traversal): TerraformResource | undefined;
  /** Value of an output of the stack whose state a `terraform_remote_state` data source reads. */
  remoteOutput(dataSource: string, output: string): Value | undefined;
}

const MAX_DEPTH = 20;

/** Gives the value of anything written in a stack, following references as far as the artefacts go. */
export function resolverFor(scope: ResolverScope): (written: Json) => Value {
  const resolve = (written: Json, depth: number): Value => {
    if (depth > MAX_DEPTH) return { state: 'unknown', expression: 'a reference that leads back to itself' };
    if (typeof written === 'string') return resolveText(written, depth);
    if (isList(written) || isObject(written)) return resolveStructure(written, depth);
    return { state: 'known', value: written };
  };

  const resolveText = (text: string, depth: number): Value => {
    if (!text.includes('${')) return { state: 'known', value: text };
    const parts = templateParts(text);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined && 'expression' in only)
      return resolveExpression(only.expression, depth + 1);
    let known = '';
    for (const part of parts) {
      if ('literal' in part) known += part.literal;
      else {
        const value = resolveExpression(part.expression, depth + 1);
        if (value.state !== 'known' || typeof value.value === 'object') return { state: 'unknown', expression: text };
        known += String(value.value);
      }
    }
    return { state: 'known', value: known };
  };

  const resolveStructure = (written: Json, depth: number): Value => {
    const unresolved: string[] = [];
    const settle = (item: Json): Json => {
      const value = resolve(item, depth + 1);
      if (value.state === 'known') return value.value;
      if (value.state !== 'absent') unresolved.push(JSON.stringify(item));
      return item;
    };
    const settled = isList(written)
      ? written.map(settle)
      : isObject(written)
        ? Object.fromEntries(Object.entries(written).map(([key, item]) => [key, settle(item)]))
        : written;
    return unresolved.length === 0
      ? { state: 'known', value: settled }
      : { state: 'unknown', expression: unresolved.join(', ') };
  };

  const resolveExpression = (expression: string, depth: number): Value => {
    const encoded = /^jsonencode\(([\s\S]*)\)$/.exec(expression)?.[1];
    if (encoded !== undefined) return resolveEncoded(encoded, expression);
    const quoted = /^"[^"\\$]*"$/.test(expression) || /^(true|false|null|-?\d+(\.\d+)?)$/.test(expression);
    if (quoted) return { state: 'known', value: JSON.parse(expression) as Json };
    const traversal = traversalOf(expression);
    return traversal === undefined ? { state: 'unknown', expression } : follow(traversal, expression, depth);
  };

  const resolveEncoded = (encoded: string, expression: string): Value => {
    const value = parseHclValue(encoded.trim());
    // The structure keeps its references: readers of policy documents resolve them one by one.
    return value === undefined ? { state: 'unknown', expression } : { state: 'known', value: JSON.stringify(value) };
  };

  const follow = (traversal: Traversal, expression: string, depth: number): Value => {
    const { root, kind, name, attribute } = traversal;
    if (root === 'var' || root === 'local') {
      const path = root === 'var' ? `variable.${name}.default` : `locals.${name}`;
      const written = at(scope.document, attribute === '' ? path : `${path}.${attribute}`);
      return written === undefined ? { state: 'unknown', expression } : resolve(written, depth + 1);
    }
    if (root === 'data' && kind === 'terraform_remote_state')
      return scope.remoteOutput(name, attribute.replace(/^outputs\./, '')) ?? { state: 'unknown', expression };
    const resource = scope.resource(traversal);
    if (resource === undefined) return { state: 'unknown', expression };
    const written = attribute === '' ? undefined : at(resource.written, attribute);
    return written === undefined || written === null
      ? { state: 'reference', resource, attribute }
      : resolve(written, depth + 1);
  };

  return (written) => resolve(written, 0);
}
