import { z } from 'zod';
import type { Segment } from '../../services/definition/provenance.js';

/** The part of JSON Schema that the definitions' schemas use. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The JSON Schema of a zod schema, as plain data that can be walked. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema;
}

/** Every schema that a value at the path may follow; several where the schema is a union. */
export function schemasAt(schema: JsonSchema, path: readonly Segment[]): readonly JsonSchema[] {
  const [segment, ...rest] = path;
  const members = alternatives(schema);
  if (segment === undefined) return members;
  return members.flatMap((member) => {
    const child = childOf(member, segment);
    return child === undefined ? [] : schemasAt(child, rest);
  });
}

/** A schema's own members when it is a union, otherwise the schema itself. */
export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const members = schema.anyOf ?? schema.oneOf;
  return members === undefined ? [schema] : members.flatMap(alternatives);
}

/** `placement.production.locations[2]` → `placement.*.locations[]`: the position in the schema, whatever the data's keys. */
export function positionOf(schema: JsonSchema, path: readonly Segment[]): string {
  let position = '';
  path.forEach((segment, index) => {
    if (typeof segment === 'number') position += '[]';
    else {
      const named = schemasAt(schema, path.slice(0, index)).some((owner) => owner.properties?.[segment] !== undefined);
      position += `${position === '' ? '' : '.'}${named ? segment : '*'}`;
    }
  });
  return position;
}

/** Positions of all leaves that the schema allows. */
export function leafPositions(schema: JsonSchema, position = ''): readonly string[] {
  const leaves = alternatives(schema).flatMap((member): readonly string[] => {
    if (member.items !== undefined) return leafPositions(member.items, `${position}[]`);
    const children = Object.entries(member.properties ?? {}).map(([key, child]): [string, JsonSchema] => [key, child]);
    if (typeof member.additionalProperties === 'object') children.push(['*', member.additionalProperties]);
    if (children.length === 0) return [position];
    return children.flatMap(([key, child]) => leafPositions(child, position === '' ? key : `${position}.${key}`));
  });
  return [...new Set(leaves)];
}

function childOf(schema: JsonSchema, segment: Segment): JsonSchema | undefined {
  if (typeof segment === 'number') return schema.items;
  const extra = schema.additionalProperties;
  return schema.properties?.[segment] ?? (typeof extra === 'object' ? extra : undefined);
}
