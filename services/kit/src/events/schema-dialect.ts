/** A JSON Schema of draft 2020-12; true allows everything, false nothing. */
export type Schema = boolean | SchemaObject;
export type SchemaObject = Readonly<Record<string, unknown>>;

export const JSON_TYPES = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'] as const;
export type JsonType = (typeof JSON_TYPES)[number];

/** Keywords that allow and refuse nothing. */
const ANNOTATIONS = new Set(
  ['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples', 'deprecated'].concat([
    'readOnly',
    'writeOnly',
  ]),
);

/** Keywords whose meaning can be compared. Everything else is refused, never guessed. */
const COMPARABLE = new Set([
  ...['type', 'enum', 'const', 'anyOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['minLength', 'maxLength', 'pattern', 'format'],
  ...['items', 'minItems', 'maxItems', 'uniqueItems'],
  ...['properties', 'required', 'additionalProperties'],
]);

export const isObject = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isSchema = (value: unknown): value is Schema => typeof value === 'boolean' || isObject(value);

/** The schema under a keyword; what is missing allows everything. */
export const subschema = (schema: SchemaObject, keyword: 'items' | 'additionalProperties'): Schema => {
  const value = schema[keyword];
  return isSchema(value) ? value : true;
};

/** The schemas of the named properties. */
export const propertiesOf = (schema: SchemaObject): ReadonlyMap<string, Schema> =>
  new Map(
    isObject(schema.properties)
      ? Object.entries(schema.properties).filter((entry): entry is [string, Schema] => isSchema(entry[1]))
      : [],
  );

/** The branches of `anyOf`, or undefined without one. */
export const branchesOf = (schema: SchemaObject): readonly Schema[] | undefined =>
  Array.isArray(schema.anyOf) ? schema.anyOf.filter(isSchema) : undefined;

/** The types that a schema allows; without `type` all of them. */
export const typesOf = ({ type }: SchemaObject): readonly JsonType[] => {
  const named: readonly unknown[] = Array.isArray(type) ? type : [type];
  return type === undefined
    ? JSON_TYPES.filter((one) => one !== 'integer')
    : JSON_TYPES.filter((one) => named.includes(one));
};

/** Paths of keywords that cannot be compared: unknown ones, references, and conditions beside `anyOf`. */
export function incomparable(schema: Schema, path = ''): string[] {
  if (typeof schema === 'boolean') return [];
  const assertions = Object.keys(schema).filter((keyword) => !ANNOTATIONS.has(keyword));
  const unknown = assertions.filter((keyword) => !COMPARABLE.has(keyword)).map((keyword) => `${path}/${keyword}`);
  const branches = branchesOf(schema);
  const mixed = branches !== undefined && assertions.length > 1 ? [`${path}/anyOf beside other conditions`] : [];
  const below: [string, Schema][] = [
    ...[...propertiesOf(schema)].map(([name, value]): [string, Schema] => [`/properties/${name}`, value]),
    ...(['items', 'additionalProperties'] as const).map((key): [string, Schema] => [`/${key}`, subschema(schema, key)]),
    ...(branches ?? []).map((value, index): [string, Schema] => [`/anyOf/${index}`, value]),
  ];
  return [...unknown, ...mixed, ...below.flatMap(([step, value]) => incomparable(value, path + step))];
}
