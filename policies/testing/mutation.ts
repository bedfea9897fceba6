import type { JsonObject } from '../engine/json.js';

/** A JSON value that a mutation may change in place. */
export type Editable = { [key: string]: Editable } | Editable[] | string | number | boolean | null;
export type EditableObject = { [key: string]: Editable };

/** One way to break real output, after which the rule must fail. */
export interface Mutation {
  readonly rule: string;
  /** What is broken, as a sentence. */
  readonly breaks: string;
  readonly target:
    | { readonly artefact: 'terraform'; readonly kind: string }
    | { readonly artefact: 'manifest'; readonly kind: string }
    | { readonly artefact: 'stack' }
    | { readonly artefact: 'intent' };
  /** Which of the candidates to break; the first one unless told. */
  readonly where: (candidate: EditableObject, place: MutationPlace) => boolean;
  /** Changes the candidate; `remove` takes it out of the output. */
  readonly edit: ((candidate: EditableObject) => void) | 'remove';
}

/** Where a candidate stands. */
export interface MutationPlace {
  /** Stack name, or `<location>/<application>`. */
  readonly container: string;
  readonly name: string;
}

type Where = Mutation['where'];
const anywhere: Where = () => true;

/** Breaks one Terraform resource, `data.<type>` for a data source. */
export const breakTerraform = (
  rule: string,
  breaks: string,
  kind: string,
  edit: Mutation['edit'],
  where: Where = anywhere,
): Mutation => ({ rule, breaks, target: { artefact: 'terraform', kind }, edit, where });

/** Breaks one Kubernetes object. */
export const breakManifest = (
  rule: string,
  breaks: string,
  kind: string,
  edit: Mutation['edit'],
  where: Where = anywhere,
): Mutation => ({ rule, breaks, target: { artefact: 'manifest', kind }, edit, where });

/** Breaks what a stack's resources share, such as its backend; or removes the stack. */
export const breakStack = (
  rule: string,
  breaks: string,
  edit: Mutation['edit'],
  where: Where = anywhere,
): Mutation => ({
  rule,
  breaks,
  target: { artefact: 'stack' },
  edit,
  where,
});

/** Breaks the declared intent, for rules that hold one declaration against another. */
export const breakIntent = (rule: string, breaks: string, edit: Exclude<Mutation['edit'], 'remove'>): Mutation => ({
  rule,
  breaks,
  target: { artefact: 'intent' },
  edit,
  where: anywhere,
});

/** Sets the value at a dotted path; numbers index lists, missing objects are made. */
export const set =
  (path: string, value: Editable) =>
  (candidate: EditableObject): void => {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let current: Editable = candidate;
    for (const step of steps) current = childOf(current, step, {});
    assign(current, last, value);
  };

/** Removes the member at a dotted path. */
export const unset =
  (path: string) =>
  (candidate: EditableObject): void => {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let current: Editable = candidate;
    for (const step of steps) current = childOf(current, step, {});
    if (Array.isArray(current)) current.splice(Number(last), 1);
    else if (typeof current === 'object' && current !== null) delete current[last];
  };

/** Replaces text everywhere inside a candidate, also inside policy documents. */
export const replaceText =
  (from: string | RegExp, to: string) =>
  (candidate: EditableObject): void => {
    for (const [key, value] of Object.entries(candidate)) candidate[key] = replaced(value, from, to);
  };

/** A deep copy that may be changed. */
export const editable = (value: JsonObject): EditableObject => structuredClone(value) as EditableObject;

function childOf(parent: Editable, step: string, fallback: Editable): Editable {
  if (Array.isArray(parent)) return parent[Number(step)] ?? fallback;
  if (typeof parent !== 'object' || parent === null) throw new Error(`nothing below ${step}`);
  parent[step] ??= fallback;
  return parent[step];
}

function assign(parent: Editable, step: string, value: Editable): void {
  if (Array.isArray(parent)) parent[Number(step)] = value;
  else if (typeof parent === 'object' && parent !== null) parent[step] = value;
  else throw new Error(`nothing to set ${step} in`);
}

function replaced(value: Editable, from: string | RegExp, to: string): Editable {
  if (typeof value === 'string') return value.replace(from, to);
  if (Array.isArray(value)) return value.map((item) => replaced(item, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, replaced(child, from, to)]));
}

/** Json and Editable describe the same values; this says so where a mutation gives its result back. */
export const asJson = (value: EditableObject): JsonObject => value;
