import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { audit, type AuditResult } from '../../policies/audit.js';
import { writeReports } from '../../policies/report/write-reports.js';
import { auditPath } from '../../services/definition/names.js';
import { outcomeCounts, topFindings } from '../cli/audit-text.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { gravest } from '../cli/exit-code.js';
import { seconds } from '../cli/progress.js';
import { UsageError, unknownName } from '../cli/usage-error.js';
import { auditExitCode } from '../synthesis/audit-outputs.js';
import { entriesOf } from '../synthesis/output-swap.js';

export interface AuditOptions {
  readonly environment?: string;
  readonly artifacts?: string;
  readonly waivers?: string;
  readonly out?: string;
}

/** `finflow audit`: judges any folder with synthesized outputs and changes nothing in it but the reports asked for. */
export async function auditCommand(context: CommandContext, options: AuditOptions): Promise<CommandOutcome> {
  const { root, asOf, progress } = context;
  const started = performance.now();
  const artifacts = options.artifacts === undefined ? root : resolve(options.artifacts);
  const waivers = options.waivers === undefined ? join(root, 'policies/waivers') : existing(options.waivers);
  const results: AuditResult[] = [];
  for (const environment of environmentsIn(artifacts, options)) {
    const result = await progress.step(
      `audit of ${environment}`,
      () => audit({ artifacts, environment, waivers, asOf }),
      ({ rules }) => `${rules.length} rules`,
    );
    const reports = reportFolder(root, artifacts, environment, options);
    if (reports !== undefined) writeReports(result, reports);
    results.push(result);
  }
  const [only] = results;
  return {
    exitCode: gravest(results.map(auditExitCode)),
    document: options.environment !== undefined && only !== undefined ? only : { environments: results },
    text: results
      .flatMap((result) => resultLines(context, result, reportFolder(root, artifacts, result.environment, options)))
      .concat(context.colors.dim(`judged as of ${asOf} in ${seconds(started)}`))
      .join('\n'),
  };
}

function environmentsIn(artifacts: string, options: AuditOptions): readonly string[] {
  const known = entriesOf(join(artifacts, 'dist/platform'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''));
  if (known.length === 0) {
    throw new UsageError(
      `${options.artifacts ?? 'the repository'} holds no synthesized outputs (dist/platform is empty or missing)`,
      'run finflow synth first, or name a folder that holds cdktf.out, dist/manifests and dist/platform',
    );
  }
  const { environment } = options;
  if (environment === undefined) return known;
  if (!known.includes(environment)) throw unknownName('synthesized environment', environment, known);
  return [environment];
}

/** Where reports go; undefined when foreign artefacts are judged and no place was named. */
function reportFolder(root: string, artifacts: string, environment: string, options: AuditOptions): string | undefined {
  if (options.out !== undefined) {
    return options.environment === undefined ? join(resolve(options.out), environment) : resolve(options.out);
  }
  return artifacts === root ? join(root, auditPath(environment)) : undefined;
}

function existing(directory: string): string {
  if (!existsSync(directory)) throw new UsageError(`--waivers ${directory} does not exist`, 'name an existing folder');
  return resolve(directory);
}

function resultLines({ root, colors }: CommandContext, result: AuditResult, reports: string | undefined): string[] {
  return [
    `${colors.bold(result.environment.padEnd(12))} ${outcomeCounts(result, colors)}`,
    ...topFindings(result, colors),
    reports === undefined
      ? colors.dim('  add --out DIR to write report.html, findings.json and results.sarif')
      : `  report  ${relative(process.cwd(), join(reports, 'report.html')) || root}`,
    '',
  ];
}
