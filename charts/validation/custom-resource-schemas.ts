import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ALLOWED_CUSTOM_RESOURCES } from '../custom-resources/allowed-custom-resources.js';
import { packageRoot } from '../package-root.js';
import type { StructuralSchema } from './structural-schema.js';

const schemaFile = z.strictObject({ apiVersion: z.string(), kind: z.string(), schema: z.custom<StructuralSchema>() });

const loaded = new Map<string, StructuralSchema>();

/**
 * The structural schema of a custom resource, read once a process; undefined for kinds that Kubernetes itself serves.
 *
 * @throws Error for a custom resource outside the allowed list
 */
export function customResourceSchema(apiVersion: string, kind: string): StructuralSchema | undefined {
  if (isBuiltIn(apiVersion)) return undefined;
  const id = `${apiVersion}/${kind}`;
  const known = loaded.get(id);
  if (known !== undefined) return known;
  if (!ALLOWED_CUSTOM_RESOURCES.some((entry) => entry.apiVersion === apiVersion && entry.kind === kind))
    throw new Error(`${id} is not among the custom resources that charts may emit`);
  const file = join(packageRoot(), 'charts/custom-resources/schemas', `${kind}.schema.json`);
  const { schema } = schemaFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const complete = withTypeMeta(schema);
  loaded.set(id, complete);
  return complete;
}

/** Metadata is checked by its type; the definitions leave it open. */
const withTypeMeta = (schema: StructuralSchema): StructuralSchema => ({
  ...schema,
  properties: {
    ...schema.properties,
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
});

const isBuiltIn = (apiVersion: string): boolean => !apiVersion.includes('.') || apiVersion.includes('.k8s.io/');
