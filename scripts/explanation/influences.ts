import type { Segment } from '../../services/definition/provenance.js';
import { alternativeValues } from '../perturbation/alternative-values.js';
import { type JsonSchema, schemasAt } from '../perturbation/json-schema.js';
import { traceReads } from '../perturbation/read-trace.js';
import { valueAt, withValue } from '../perturbation/plain-data.js';

/** Gives the observed value for some input; throws when the input makes no sense. */
export type Observe = (input: unknown) => unknown;

const TRIES = 3;

/**
 * The leaves of plain data that an observed value depends on, found by changing them and looking again.
 *
 * What is not read is left alone. Whole branches are changed first and left alone when nothing moves.
 */
export function influencesOn(input: object, schema: JsonSchema, observe: Observe): readonly (readonly Segment[])[] {
  const { traced, wasRead } = traceReads(input);
  const base = JSON.stringify(observe(traced));
  const changes = (changed: unknown): boolean | 'unclear' => {
    try {
      return JSON.stringify(observe(changed)) !== base;
    } catch {
      return 'unclear';
    }
  };
  const visit = (path: readonly Segment[]): (readonly Segment[])[] => {
    if (path.length > 0 && !wasRead(path)) return [];
    const children = childrenOf(valueAt(input, path));
    if (children.length === 0) return leafMatters(path) ? [path] : [];
    if (changes(withValue(input, path, changedEverywhere(input, path, schema))) === false) return [];
    return children.flatMap((segment) => visit([...path, segment]));
  };
  const leafMatters = (path: readonly Segment[]): boolean =>
    alternativeValues(valueAt(input, path), schemasAt(schema, path), [])
      .slice(0, TRIES)
      .some((alternative) => changes(withValue(input, path, alternative)) === true);
  return visit([]);
}

/** The value at a path with each of its leaves replaced by another possible value. */
function changedEverywhere(input: unknown, path: readonly Segment[], schema: JsonSchema): unknown {
  const value = valueAt(input, path);
  const children = childrenOf(value);
  if (children.length === 0) return alternativeValues(value, schemasAt(schema, path), [])[0] ?? value;
  return children.reduce<unknown>(
    (changed, segment) => withValue(changed, [segment], changedEverywhere(input, [...path, segment], schema)),
    value,
  );
}

function childrenOf(value: unknown): readonly Segment[] {
  if (Array.isArray(value)) return value.map((_, index) => index);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
