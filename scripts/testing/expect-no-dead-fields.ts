import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../services/definition/load.js';
import { markdownTable } from '../generated/generated-file.js';
import { ArtifactEffects } from './artifact-effects.js';
import { type DefinitionKind, definitionFiles, resolveAll } from './definition-files.js';
import { fieldVerdict, type FieldVerdict, writtenFields } from './field-mutations.js';
import { REPOSITORY } from './repository.js';

/**
 * Tests that changing any field of one kind of definition moves an artefact other than the platform file, or is refused.
 *
 * Writes what each field moves to coverage/fields-<kind>.md.
 */
export function expectNoDeadFields(kind: DefinitionKind): void {
  const loaded = loadDefinitions(REPOSITORY);
  // Small environments first: most fields show their effect there, and it costs least.
  const files = definitionFiles(loaded)
    .filter((file) => file.kind === kind)
    .sort((a, b) => JSON.stringify(a.data).length - JSON.stringify(b.data).length);
  const effects = new ArtifactEffects(resolveAll(loaded));
  const verdicts: FieldVerdict[] = [];

  describe(`no dead fields: ${kind}`, () => {
    it.each(writtenFields(files))('$position', { timeout: 120_000 }, (field) => {
      const verdict = fieldVerdict(field, effects);
      verdicts.push(verdict);
      expect(verdict.crashes, 'values that pass every check and cannot be synthesized').toEqual([]);
      expect([...verdict.artifacts, ...verdict.refusals], 'artefacts that move, or codes of refusals').not.toEqual([]);
    });
  });

  afterAll(() => {
    effects.remove();
    const tried = verdicts.reduce((sum, verdict) => sum + verdict.tried, 0);
    console.log(`no dead fields: ${verdicts.length} fields of kind ${kind}, ${tried} mutations tried`);
    mkdirSync(join(REPOSITORY, 'coverage'), { recursive: true });
    writeFileSync(join(REPOSITORY, `coverage/fields-${kind}.md`), `${effectsTable(verdicts)}\n`);
  });
}

function effectsTable(verdicts: readonly FieldVerdict[]): string {
  return markdownTable(
    ['field', 'moves', 'refused with'],
    verdicts.map(({ position, artifacts, refusals }) => [position, artifacts.join(', '), refusals.join(', ')]),
  );
}
