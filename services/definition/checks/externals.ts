import { dataClasses } from '../source/scalars.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { didYouMean, suggest } from '../source/suggest.js';
import type { CheckContext, External, LoadedService } from './check-context.js';

/** Calls leave the platform only to registered systems, and data leaves a jurisdiction only on a legal basis. */
export function checkExternals({ loaded, externals }: CheckContext): Diagnostic[] {
  if (externals === undefined) return [];
  return loaded.services.flatMap((service) => [
    ...(service.definition.calls ?? []).flatMap(({ external: name }, index) =>
      name === undefined ? [] : checkReference(service, ['calls', index, 'external'], name, externals),
    ),
    ...(service.definition.expose?.public ?? []).flatMap(({ strangles }, index) => {
      if (strangles === undefined) return [];
      const path = ['expose', 'public', index, 'strangles', 'service'];
      return [
        ...checkReference(service, path, strangles.service, externals),
        ...checkStrangled(service, path, externals.get(strangles.service)),
      ];
    }),
  ]);
}

type Path = readonly (string | number)[];

function checkReference(
  { source, definition }: LoadedService,
  path: Path,
  name: string,
  externals: ReadonlyMap<string, External>,
): Diagnostic[] {
  const external = externals.get(name);
  if (external === undefined) {
    const allowed = [...externals.keys()];
    const suggestion = suggest(name, allowed);
    const message = `"${name}" is not in services/externals.yaml${didYouMean(suggestion)}`;
    const fix = suggestion === undefined ? 'register it in services/externals.yaml' : `write ${suggestion}`;
    return [source.diagnose(path, 'value', { code: 'unknown-external', message, fix, allowed })];
  }
  if (external.agreement.transferBasis !== 'none') return [];
  const outside = definition.compliance.residency.filter(
    (jurisdiction) => !external.jurisdictions.includes(jurisdiction),
  );
  if (outside.length === 0) return [];
  const message = `data of ${outside.join(', ')} would go to ${name} in ${external.jurisdictions.join(', ')}, whose transferBasis is none`;
  const fix = 'agree on a transfer basis, or call a system in the jurisdiction';
  return [source.diagnose(path, 'value', { code: 'external-transfer', message, fix })];
}

/** A strangled system serves the rest of the same requests. */
function checkStrangled(
  { source, definition }: LoadedService,
  path: Path,
  external: External | undefined,
): Diagnostic[] {
  const { dataClass } = definition.compliance;
  if (external === undefined || dataClasses.indexOf(external.dataClass) >= dataClasses.indexOf(dataClass)) return [];
  const message = `${external.name} may receive ${external.dataClass} data; the service handles ${dataClass}`;
  const fix = `raise the class of ${external.name} after a review, or stop strangling`;
  return [source.diagnose(path, 'value', { code: 'external-class', message, fix })];
}
