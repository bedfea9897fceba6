import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { Platform } from '../../services/definition/platform.js';
import { type Diagnostic, InputError } from '../../services/definition/source/diagnostic.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { seconds } from '../cli/progress.js';
import { printDiagnostics } from '../cli/print-failure.js';
import { unknownName } from '../cli/usage-error.js';
import { plural } from '../cli/plural.js';

/** `finflow check`: all errors of all definitions at once; with a service, the errors of its file. */
export function check(context: CommandContext, service: string | undefined): CommandOutcome {
  const started = performance.now();
  let platforms: readonly Platform[];
  try {
    platforms = loadPlatforms(context.root, { asOf: context.asOf });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return refused(context, error.diagnostics, service);
  }
  const names = new Set(platforms.flatMap((platform) => platform.services.map(({ name }) => name)));
  if (service !== undefined && !names.has(service)) throw unknownName('service', service, [...names].sort());
  const summary = { services: service === undefined ? names.size : 1, environments: platforms.length };
  const subject = service ?? plural(summary.services, 'service');
  return {
    exitCode: EXIT.clean,
    document: { errors: [], ...summary },
    text: `${context.colors.green('✓')} ${subject} in ${plural(summary.environments, 'environment')}: no errors (${seconds(started)})`,
  };
}

function refused(
  { colors }: CommandContext,
  diagnostics: readonly Diagnostic[],
  service: string | undefined,
): CommandOutcome {
  const own =
    service === undefined ? diagnostics : diagnostics.filter(({ file }) => file.startsWith(`services/${service}/`));
  const elsewhere = diagnostics.length - own.length;
  const counted = [
    `${plural(own.length, 'error')}${service === undefined ? '' : ` in ${service}`}`,
    // A file that cannot be read keeps the checks across files from running: "no errors" would claim too much.
    ...(elsewhere > 0 ? [`${plural(elsewhere, 'error')} in other files (finflow check shows them)`] : []),
  ];
  return {
    exitCode: EXIT.error,
    document: { errors: own, elsewhere },
    text: [...printDiagnostics(own, colors), `${colors.red('✗')} ${counted.join(', ')}`].join('\n'),
  };
}
