/** Parsed JSON or YAML, the only shape artefacts come in. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** The value at a dotted path (`spec.template.0.name`); undefined where any step is missing. */
export function at(value: Json | undefined, path: string): Json | undefined {
  let current = value;
  for (const step of path.split('.')) {
    if (isList(current)) current = current[Number(step)];
    else if (isObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** One member by its exact key: for keys that contain dots, such as annotations. */
export const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

export const textAt = (value: Json | undefined, path: string): string | undefined => {
  const found = at(value, path);
  return typeof found === 'string' ? found : undefined;
};

export const numberAt = (value: Json | undefined, path: string): number | undefined => {
  const found = at(value, path);
  return typeof found === 'number' ? found : undefined;
};

export const objectAt = (value: Json | undefined, path: string): JsonObject | undefined => {
  const found = at(value, path);
  return isObject(found) ? found : undefined;
};

/** The list at a path; empty when there is none, a single element when Terraform writes a block without its list. */
export const listAt = (value: Json | undefined, path: string): readonly Json[] => asList(at(value, path));

export const asList = (value: Json | undefined): readonly Json[] =>
  isList(value) ? value : value === undefined || value === null ? [] : [value];

/** The strings among the elements of the list at a path. */
export const textsAt = (value: Json | undefined, path: string): readonly string[] =>
  listAt(value, path).filter((item): item is string => typeof item === 'string');

/** A value as a message shows it: text as it is, anything else as JSON. */
export const inWords = (value: Json | undefined): string =>
  value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);

/** JSON with sorted keys and no white space: equal values have equal text. */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(',')}}`;
}
