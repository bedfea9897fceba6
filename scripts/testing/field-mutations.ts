import { forEachLeaf, pathText, type Segment } from '../../services/definition/provenance.js';
import { alternativeValues } from '../perturbation/alternative-values.js';
import { jsonSchemaOf, positionOf, schemasAt } from '../perturbation/json-schema.js';
import { valueAt, withoutValue, withValue } from '../perturbation/plain-data.js';
import type { ArtifactEffects } from './artifact-effects.js';
import { type DefinitionFile, outcomeOf } from './definition-files.js';

/** What changing one field of one definition did. */
export interface FieldVerdict {
  readonly file: string;
  readonly field: string;
  /** The field's place in the schema: `expose.callers[].paths[]`. */
  readonly position: string;
  readonly tried: number;
  /** Kinds of artefacts that moved, or the codes with which other values were refused; nothing for a dead field. */
  readonly artifacts: readonly string[];
  readonly refusals: readonly string[];
  /** Values that passed every check and then could not be synthesized. */
  readonly crashes: readonly string[];
}

const MOST_TRIES = 14;

/** Changes each written value of a file and observes what follows. */
export function fieldVerdicts(
  file: DefinitionFile,
  seen: ReadonlyMap<string, readonly unknown[]>,
  effects: ArtifactEffects,
): FieldVerdict[] {
  const schema = jsonSchemaOf(file.schema);
  return leavesOf(file).map((path) => {
    const position = positionOf(schema, path);
    const schemas = schemasAt(schema, path);
    const candidates = alternativeValues(valueAt(file.data, path), schemas, seen.get(position) ?? []);
    const changed = [...candidates.map((value) => withValue(file.data, path, value)), withoutValue(file.data, path)];
    const refusals = new Set<string>();
    const crashes: string[] = [];
    let tried = 0;
    let artifacts: readonly string[] = [];
    for (const data of changed) {
      if (tried === MOST_TRIES || artifacts.length > 0) break;
      const judged = outcomeOf(file, data);
      if (judged.outcome === 'invalid') continue;
      tried += 1;
      if (judged.outcome === 'refused') judged.codes.forEach((code) => refusals.add(code));
      else {
        try {
          artifacts = effects.of(judged.platforms);
        } catch (error) {
          crashes.push(error instanceof Error ? error.message : String(error));
        }
      }
    }
    // A constant has one allowed value: any other is refused by the schema itself.
    if (tried === 0) refusals.add('schema');
    return {
      file: file.file,
      field: pathText(path),
      position,
      tried,
      artifacts,
      refusals: [...refusals].sort(),
      crashes,
    };
  });
}

/** Values that stand at each schema position anywhere, as plausible values for the same position elsewhere. */
export function valuesByPosition(files: readonly DefinitionFile[]): Map<string, readonly unknown[]> {
  const seen = new Map<string, unknown[]>();
  for (const file of files) {
    const schema = jsonSchemaOf(file.schema);
    for (const path of leavesOf(file)) {
      const position = positionOf(schema, path);
      seen.set(position, [...(seen.get(position) ?? []), valueAt(file.data, path)]);
    }
  }
  return seen;
}

function leavesOf(file: DefinitionFile): (readonly Segment[])[] {
  const leaves: (readonly Segment[])[] = [];
  forEachLeaf(file.data, (path, value) => {
    // An empty list says "nothing": there is no value to change.
    if (typeof value !== 'object' || value === null) leaves.push(path);
  });
  return leaves;
}
