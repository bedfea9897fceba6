import type { Platform } from '../../services/definition/platform.js';
import { platformSchema } from '../../services/definition/platform-schema.js';
import type { Segment } from '../../services/definition/provenance.js';
import { UsageError, unknownName } from '../cli/usage-error.js';
import { jsonSchemaOf } from '../perturbation/json-schema.js';
import { valueAt } from '../perturbation/plain-data.js';
import { influencesOn } from './influences.js';
import { locateArtifact, type SynthesizedObject } from './locate-artifact.js';
import { type Origin, originAt } from './platform-field.js';

/** Where one field of a synthesized file comes from. */
export interface FieldExplanation {
  readonly artifact: string;
  readonly object: string;
  readonly field: string;
  readonly value: unknown;
  /** The resolved values that move it, each with its own origin; none when the platform sets it for everybody. */
  readonly origins: readonly Origin[];
}

/**
 * Explains a field of a manifest or stack by changing what it could depend on and synthesizing again.
 *
 * `subject` is `<artefact> <kind[/name]> <field>`, such as `production/use1/ledger Rollout spec.replicas` or
 * `production-use1-network aws_vpc.vpc cidr_block`.
 */
export async function explainField(platforms: readonly Platform[], subject: string): Promise<FieldExplanation> {
  const [artifact = '', object = '', ...rest] = subject.trim().split(/\s+/);
  const field = rest.join(' ');
  if (field === '') {
    throw new UsageError(
      `"${subject}" names no field of an artefact`,
      'write <artefact> <kind[/name]> <field>, such as production/use1/ledger Rollout spec.template.spec.serviceAccountName',
    );
  }
  const located = await locateArtifact(platforms, artifact);
  const observe = (input: unknown): unknown => {
    const found = pick(located.synthesize(input), object);
    return valueAt(found.data, pathIn(found.data, field));
  };
  // The provenance is about the platform, not part of it: nothing is synthesized from it.
  const platform = { ...located.platform, provenance: {} };
  const value = observe(platform);
  const paths = influencesOn(platform, jsonSchemaOf(platformSchema), observe);
  const origins = paths.map((path) => originAt(located.platform, path, valueAt(platform, path)));
  return { artifact: located.path, object, field, value, origins };
}

/** The object that a person named by kind, or by kind and name; says which ones exist when there is not exactly one. */
function pick(objects: readonly SynthesizedObject[], wanted: string): SynthesizedObject {
  const matching = objects.filter(
    ({ kind, name }) => wanted === kind || wanted === `${kind}/${name}` || wanted === `${kind}.${name}`,
  );
  const [only] = matching;
  const known = (matching.length > 1 ? matching : objects).map(({ kind, name }) => `${kind}/${name}`);
  if (only === undefined) throw unknownName('object', wanted, known);
  if (matching.length > 1) throw new UsageError(`${wanted} is not one object`, `name one of: ${known.join(', ')}`);
  return only;
}

/**
 * The path that `spec.containers.0.image` or `spec.containers[0].image` stands for.
 *
 * Keys may hold dots (`metadata.labels.app.kubernetes.io/name`): the longest key that exists is taken.
 */
function pathIn(data: unknown, field: string): readonly Segment[] {
  const words = field
    .replaceAll(/\[([^\]]*)\]/g, '.$1')
    .split('.')
    .filter((word) => word !== '');
  const path: Segment[] = [];
  let here = data;
  for (let index = 0; index < words.length;) {
    const { segment, used } = longestKey(here, words.slice(index));
    if (segment === undefined) {
      throw unknownName(`field under "${path.join('.') || 'the object'}"`, words[index] ?? '', keysOf(here));
    }
    path.push(segment);
    here = valueAt(here, [segment]);
    index += used;
  }
  return path;
}

function longestKey(
  here: unknown,
  words: readonly string[],
): { readonly segment: Segment | undefined; readonly used: number } {
  if (Array.isArray(here)) {
    const byName = here.findIndex((item) => valueAt(item, ['name']) === words[0]);
    const index = /^\d+$/.test(words[0] ?? '') ? Number(words[0]) : byName;
    return { segment: index >= 0 && index < here.length ? index : undefined, used: 1 };
  }
  for (let used = words.length; used > 0; used -= 1) {
    const key = words.slice(0, used).join('.');
    if (keysOf(here).includes(key)) return { segment: key, used };
  }
  return { segment: undefined, used: 1 };
}

function keysOf(here: unknown): string[] {
  return typeof here === 'object' && here !== null ? Object.keys(here) : [];
}
