import { afterAll, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../services/definition/load.js';
import { pathText } from '../services/definition/provenance.js';
import { jsonSchemaOf, leafPositions } from './perturbation/json-schema.js';
import { ArtifactEffects } from './testing/artifact-effects.js';
import { definitionFiles, outcomeOf, resolveAll } from './testing/definition-files.js';
import { writtenFields } from './testing/field-mutations.js';
import { REPOSITORY } from './testing/repository.js';
import { besides, unwrittenFields, written } from './testing/unwritten-fields.js';

const loaded = loadDefinitions(REPOSITORY);
const files = definitionFiles(loaded);
const effects = new ArtifactEffects(resolveAll(loaded));
afterAll(() => effects.remove());

describe('no dead fields: optional fields that no definition writes', () => {
  it.each(unwrittenFields.map((field) => ({ field, name: `${field.file} ${pathText(field.path)}` })))(
    '$name',
    ({ field }) => {
      const file = files.find((candidate) => candidate.file === field.file);
      expect(file).toBeDefined();
      if (file === undefined) return;
      const judged = outcomeOf(file, written(file.data, field));
      expect(judged.outcome).not.toBe('invalid');
      // A field that decides whether its neighbours are accepted has had its effect.
      const without = outcomeOf(file, besides(file.data, field)).outcome;
      if (judged.outcome === 'accepted' && without === 'accepted') expect(effects.of(judged.platforms)).not.toEqual([]);
    },
  );

  it.each(['service', 'environment', 'teams', 'externals'] as const)(
    '%s: every field of the schema is written somewhere',
    (kind) => {
      const ofKind = files.filter((file) => file.kind === kind);
      const complete = ofKind.flatMap((file) => [
        file,
        ...unwrittenFields
          .filter((field) => field.file === file.file)
          .map((field) => ({ ...file, data: written(file.data, field) })),
      ]);
      const positions = new Set(writtenFields(complete).map(({ position }) => position));
      const schemas = ofKind.slice(0, 1).map(({ schema }) => jsonSchemaOf(schema));
      expect(schemas.flatMap((schema) => leafPositions(schema)).filter((position) => !positions.has(position))).toEqual(
        [],
      );
    },
  );
});
