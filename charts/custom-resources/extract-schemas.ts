import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ALLOWED_CUSTOM_RESOURCES } from './allowed-custom-resources.js';

/**
 * Reads CustomResourceDefinitions from a folder of upstream releases (see sources.yaml) and keeps what validation needs:
 * the structural schema of the version in use, without prose, status and CEL expressions.
 *
 *     node build/charts/custom-resources/extract-schemas.js <folder of CRD files> charts/custom-resources/schemas
 */
const definition = z.object({
  kind: z.literal('CustomResourceDefinition'),
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: z.unknown() }) })),
  }),
});

const PROSE = new Set(['description', 'example', 'x-kubernetes-validations', 'x-kubernetes-list-type']);

function withoutProse(value: unknown, insideProperties: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item, false));
  if (typeof value !== 'object' || value === null) return value;
  // Below `properties` a key is a field's name: a field called "description" stays.
  const kept = Object.entries(value).filter(([key]) => insideProperties || !PROSE.has(key));
  return Object.fromEntries(
    kept.map(([key, child]) => [key, withoutProse(child, !insideProperties && key === 'properties')]),
  );
}

function extractSchemas(source: string, target: string): void {
  const documents = readdirSync(source)
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(source, file), 'utf8')))
    .map((document) => definition.safeParse(document.toJS()))
    .flatMap(({ data }) => (data === undefined ? [] : [data.spec]));
  for (const { apiVersion, kind } of ALLOWED_CUSTOM_RESOURCES) {
    const found = documents
      .flatMap(({ group, names, versions }) =>
        versions.map(({ name, schema }) => ({ id: `${group}/${name}/${names.kind}`, schema: schema.openAPIV3Schema })),
      )
      .find(({ id }) => id === `${apiVersion}/${kind}`);
    if (found === undefined) throw new Error(`${source} holds no definition of ${apiVersion}/${kind}`);
    const schema = z.looseObject({ properties: z.looseObject({}) }).parse(withoutProse(found.schema, false));
    delete schema.properties['status'];
    writeFileSync(join(target, `${kind}.schema.json`), `${JSON.stringify({ apiVersion, kind, schema })}\n`);
  }
}

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) throw new Error('usage: extract-schemas <source> <target>');
extractSchemas(source, target);
