import { forEachLeaf, pathText, type Segment } from '../../services/definition/provenance.js';
import { alternativeValues } from '../perturbation/alternative-values.js';
import { type JsonSchema, jsonSchemaOf, positionOf, schemasAt } from '../perturbation/json-schema.js';
import { valueAt, withoutValue, withValue } from '../perturbation/plain-data.js';
import type { ArtifactEffects } from './artifact-effects.js';
import { type DefinitionFile, outcomeOf } from './definition-files.js';

/** A field of the schema with every place where a definition writes it. */
export interface WrittenField {
  /** `expose.callers[].paths[]`. */
  readonly position: string;
  readonly places: readonly { readonly file: DefinitionFile; readonly path: readonly Segment[] }[];
}

/** What changing one field did. */
export interface FieldVerdict {
  readonly position: string;
  readonly tried: number;
  /** Kinds of artefacts that moved. */
  readonly artifacts: readonly string[];
  /** Codes with which values that the schema allows were refused; `schema` for a constant. */
  readonly refusals: readonly string[];
  /** Values that passed every check and then could not be synthesized. */
  readonly crashes: readonly string[];
}

const MOST_TRIES = 14;
/** Accepted values without any effect after which a place counts as silent. */
const MOST_SILENT = 2;
/** Silent places after which a field counts as dead. */
const MOST_PLACES = 4;

/** The fields that definitions of one schema write, each with its places. */
export function writtenFields(files: readonly DefinitionFile[]): WrittenField[] {
  const fields = new Map<string, { file: DefinitionFile; path: readonly Segment[] }[]>();
  for (const file of files) {
    const schema = jsonSchemaOf(file.schema);
    forEachLeaf(file.data, (path, value) => {
      // An empty list says "nothing": there is no value to change.
      if (typeof value === 'object' && value !== null) return;
      const position = positionOf(schema, path);
      fields.set(position, [...(fields.get(position) ?? []), { file, path }]);
    });
  }
  return [...fields].map(([position, places]) => ({ position, places }));
}

/** Changes a field in one place after the other until an artefact moves. */
export function fieldVerdict({ position, places }: WrittenField, effects: ArtifactEffects): FieldVerdict {
  const seen = places.map(({ file, path }) => valueAt(file.data, path));
  const verdict = {
    position,
    tried: 0,
    artifacts: [] as readonly string[],
    refusals: new Set<string>(),
    crashes: [] as string[],
  };
  for (const { file, path } of places.slice(0, MOST_PLACES)) {
    const place = changeAt(file, path, seen, effects);
    verdict.tried += place.tried;
    verdict.artifacts = place.artifacts;
    verdict.crashes.push(...place.crashes.map((crash) => `${file.file} ${pathText(path)}: ${crash}`));
    place.refusals.forEach((code) => verdict.refusals.add(code));
    if (verdict.artifacts.length > 0) break;
  }
  return { ...verdict, refusals: [...verdict.refusals].sort() };
}

function changeAt(
  file: DefinitionFile,
  path: readonly Segment[],
  seen: readonly unknown[],
  effects: ArtifactEffects,
): Omit<FieldVerdict, 'position'> {
  const refusals = new Set<string>();
  const crashes: string[] = [];
  let [tried, silent] = [0, 0];
  for (const data of changedData(file, jsonSchemaOf(file.schema), path, seen)) {
    if (tried === MOST_TRIES || silent === MOST_SILENT) break;
    const judged = outcomeOf(file, data);
    if (judged.outcome === 'invalid') continue;
    tried += 1;
    if (judged.outcome === 'refused') {
      judged.codes.forEach((code) => refusals.add(code));
      continue;
    }
    try {
      const artifacts = effects.of(judged.platforms);
      if (artifacts.length > 0) return { tried, artifacts, refusals: [...refusals], crashes };
      silent += 1;
    } catch (error) {
      crashes.push(error instanceof Error ? error.message : String(error));
    }
  }
  // A constant has one allowed value: any other is refused by the schema itself.
  return { tried, artifacts: [], refusals: tried === 0 ? ['schema'] : [...refusals], crashes };
}

/** The file's data with other values at the path, and without the value. */
function* changedData(
  { data }: DefinitionFile,
  schema: JsonSchema,
  path: readonly Segment[],
  seen: readonly unknown[],
): Generator<unknown> {
  for (const value of alternativeValues(valueAt(data, path), schemasAt(schema, path), seen)) {
    yield withValue(data, path, value);
  }
  yield withoutValue(data, path);
}
