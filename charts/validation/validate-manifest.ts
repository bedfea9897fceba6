import { customResourceSchema } from './custom-resource-schemas.js';
import { validateStructure } from './validate-structure.js';

/** A Kubernetes object as plain data. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** True for a value with the members that every named Kubernetes object has. */
export function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { apiVersion, kind, metadata }: Partial<Record<keyof Manifest, unknown>> = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return false;
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata && typeof metadata.name === 'string';
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
  const violations = validateStructure(manifest, schema, '');
  if (violations.length === 0) return;
  const { name, namespace = '' } = manifest.metadata;
  const lines = violations.map(({ path, message }) => `  ${path}: ${message}`);
  throw new ManifestError([`${manifest.kind} ${namespace}/${name}`, ...lines].join('\n'));
}
