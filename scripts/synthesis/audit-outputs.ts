import { join } from 'node:path';
import { audit, type AuditResult } from '../../policies/audit.js';
import { writeReports } from '../../policies/report/write-reports.js';
import { auditPath } from '../../services/definition/names.js';
import type { CommandContext } from '../cli/command-outcome.js';
import { type ExitCode, EXIT } from '../cli/exit-code.js';
import { plural } from '../cli/plural.js';

/** Judges the outputs of some environments in one folder and writes each one's reports below the same folder. */
export async function auditOutputs(
  { root, asOf, progress }: CommandContext,
  environments: readonly string[],
  artifacts: string,
): Promise<AuditResult[]> {
  return progress.step(
    'policies',
    () =>
      environments.map((environment) => {
        const result = audit({ artifacts, environment, waivers: join(root, 'policies/waivers'), asOf });
        writeReports(result, join(artifacts, auditPath(environment)));
        return result;
      }),
    (results) =>
      `${plural(results[0]?.rules.length ?? 0, 'rule')}, ${plural(
        results.reduce((sum, { summary }) => sum + Object.values(summary).reduce((a, b) => a + b, 0), 0),
        'judgement',
      )}`,
  );
}

/** 1 when a rule could not be run, 2 when something is violated or unknown where it must be known. */
export function auditExitCode({ summary, findings }: AuditResult): ExitCode {
  if (summary.error > 0) return EXIT.error;
  return findings.some(({ blocking }) => blocking) ? EXIT.violations : EXIT.clean;
}
