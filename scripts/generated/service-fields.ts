import { serviceSchema } from '../../services/definition/service-schema.js';
import { alternatives, type JsonSchema, jsonSchemaOf } from '../perturbation/json-schema.js';
import { GENERATED_NOTE, type GeneratedFile, markdownTable } from './generated-file.js';

interface Field {
  readonly path: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** Every field of a service definition with its type and meaning. */
export function serviceFieldsPage(): GeneratedFile {
  const rows = fieldsOf(jsonSchemaOf(serviceSchema), '', true).map(({ path, required, schema }) => [
    required ? `**${path}**` : path,
    typeOf(schema),
    schema.description ?? '',
  ]);
  const content = [
    '# Fields of services/<name>/service.yaml',
    `${GENERATED_NOTE} Bold fields are required where their parent is written.`,
    markdownTable(['field', 'type', 'meaning'], rows),
  ];
  return { path: 'docs/service-fields.md', content: `${content.join('\n\n')}\n` };
}

function fieldsOf(schema: JsonSchema, path: string, required: boolean): Field[] {
  const own: Field[] = path === '' ? [] : [{ path: `\`${path}\``, required, schema }];
  const nested = alternatives(schema).flatMap((member) => {
    if (member.items !== undefined) return childFields(member.items, `${path}[]`);
    return childFields(member, path);
  });
  const seen = new Set<string>();
  return [...own, ...nested].filter((field) => !seen.has(field.path) && seen.add(field.path));
}

function childFields(schema: JsonSchema, path: string): Field[] {
  return alternatives(schema).flatMap((member) => {
    const children = Object.entries(member.properties ?? {});
    const open = member.additionalProperties;
    const named = children.flatMap(([key, child]) =>
      fieldsOf(child, path === '' ? key : `${path}.${key}`, member.required?.includes(key) === true),
    );
    return typeof open === 'object' ? [...named, ...fieldsOf(open, `${path}.*`, false)] : named;
  });
}

function typeOf(schema: JsonSchema): string {
  const members = alternatives(schema);
  const texts = members.map((member) => {
    if (member.const !== undefined)
      return `\`${typeof member.const === 'string' ? member.const : JSON.stringify(member.const)}\``;
    if (member.enum !== undefined) return member.enum.map((value) => `\`${String(value)}\``).join(', ');
    return member.type ?? 'any';
  });
  return [...new Set(texts)].join(' or ');
}
