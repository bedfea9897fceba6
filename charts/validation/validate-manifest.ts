import { customResourceSchema } from './custom-resource-schemas.js';
import { validateStructure } from './validate-structure.js';

/** A Kubernetes object as plain data. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** The manifest does not have the shape its custom resource definition asks for. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/**
 * Refuses a custom resource that an API server would refuse or silently cut. Kinds of Kubernetes itself are held to
 * their types while compiling.
 *
 * @throws ManifestError naming the object and every path that is wrong
 */
export function validateManifest(manifest: Manifest): void {
  const schema = customResourceSchema(manifest.apiVersion, manifest.kind);
  if (schema === undefined) return;
  const violations = validateStructure(manifest, withTypeMeta(schema), '');
  if (violations.length === 0) return;
  const { name, namespace = '' } = manifest.metadata;
  const lines = violations.map(({ path, message }) => `  ${path}: ${message}`);
  throw new ManifestError([`${manifest.kind} ${namespace}/${name}`, ...lines].join('\n'));
}

/** Metadata is checked by its type; schemas leave it open. */
const withTypeMeta = (schema: Parameters<typeof validateStructure>[1]): typeof schema => ({
  ...schema,
  properties: {
    ...schema.properties,
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
});
