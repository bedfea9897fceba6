import { afterAll, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../services/definition/load.js';
import { ArtifactEffects } from './testing/artifact-effects.js';
import { definitionFiles, resolveAll } from './testing/definition-files.js';
import { fieldVerdicts, type FieldVerdict, valuesByPosition } from './testing/field-mutations.js';
import { REPOSITORY } from './testing/repository.js';

const loaded = loadDefinitions(REPOSITORY);
const files = definitionFiles(loaded);
const seen = valuesByPosition(files);
const effects = new ArtifactEffects(resolveAll(loaded));
const verdicts: FieldVerdict[] = [];

describe('no dead fields: changing any written value moves an artefact or is refused', () => {
  it.each(files)('$file', { timeout: 300_000 }, (file) => {
    const found = fieldVerdicts(file, seen, effects);
    verdicts.push(...found);
    expect(found.flatMap(({ field, crashes }) => crashes.map((crash) => `${field}: ${crash}`))).toEqual([]);
    expect(found.filter(isDead).map(({ field }) => field)).toEqual([]);
  });
});

function isDead({ artifacts, refusals }: FieldVerdict): boolean {
  return artifacts.length === 0 && refusals.length === 0;
}

afterAll(() => {
  effects.remove();
  const tried = verdicts.reduce((sum, verdict) => sum + verdict.tried, 0);
  const moved = verdicts.filter(({ artifacts }) => artifacts.length > 0).length;
  console.log(
    `no dead fields: ${tried} mutations of ${verdicts.length} values; ${moved} values move artefacts, the others are refused`,
  );
});
