import type { AuditResult } from '../../policies/audit.js';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import { auditPath } from '../../services/definition/names.js';
import { outcomeCounts, topFindings } from '../cli/audit-text.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { gravest } from '../cli/exit-code.js';
import { plural } from '../cli/plural.js';
import { seconds } from '../cli/progress.js';
import { tableLines } from '../cli/table.js';
import { auditExitCode, auditOutputs } from '../synthesis/audit-outputs.js';
import { swapOutputs } from '../synthesis/output-swap.js';
import { outputsOf } from '../synthesis/planned-outputs.js';
import { StacksProcess } from '../synthesis/stacks-process.js';
import { withStaging } from '../synthesis/staging.js';
import { type EnvironmentCounts, synthesizeOutputs } from '../synthesis/synthesize-outputs.js';

/** `finflow start`: every environment from definitions to judged outputs, then the summary. */
export async function start(context: CommandContext): Promise<CommandOutcome> {
  const started = performance.now();
  const { root, asOf, progress } = context;
  const stacksProcess = new StacksProcess();
  try {
    const platforms = await progress.step(
      'definitions',
      () => loadPlatforms(root, { asOf }),
      (loaded) => plural(loaded.length, 'environment'),
    );
    const environments = platforms.map(({ environment }) => environment.name);
    return await withStaging(root, async ({ made, previous }) => {
      const counts = await synthesizeOutputs(platforms, made, stacksProcess, progress);
      const results = await auditOutputs(context, environments, made);
      const outputs = outputsOf(environments, { audited: true, everything: true }, { root, made });
      swapOutputs({ root, staging: made, previous, outputs });
      return {
        exitCode: gravest(results.map(auditExitCode)),
        document: {
          asOf,
          environments: counts.map((count, index) => ({ ...count, summary: results[index]?.summary })),
        },
        text: summaryText(context, counts, results, seconds(started)),
      };
    });
  } finally {
    stacksProcess.close();
  }
}

function summaryText(
  { colors, asOf }: CommandContext,
  counts: readonly EnvironmentCounts[],
  results: readonly AuditResult[],
  duration: string,
): string {
  const [head = '', ...rows] = tableLines(COLUMNS, counts.map(row));
  const findings = results.flatMap((result) => {
    const lines = topFindings(result, colors);
    return lines.length === 0 ? [] : ['', `${colors.bold(result.environment)}`, ...lines];
  });
  return [
    '',
    `${colors.bold('FinFlow platform')} ${colors.dim(`judged as of ${asOf}`)}`,
    '',
    `  ${colors.dim(head)}`,
    ...rows.map((line, index) => {
      const result = results[index];
      return `  ${line}  ${result === undefined ? '' : outcomeCounts(result, colors)}`;
    }),
    ...findings,
    '',
    '  where to look',
    ...counts.map(({ environment }) => `    ${auditPath(environment)}/report.html`),
    '    cdktf.out/stacks/<stack>/cdk.tf.json',
    '    dist/manifests/<environment>/<location>/<application>/',
    '',
    `  ${verdict(results, colors)} in ${duration}`,
  ].join('\n');
}

const COLUMNS = [
  { title: 'environment', align: 'left' },
  { title: 'locations', align: 'right' },
  { title: 'services', align: 'right' },
  { title: 'stacks', align: 'right' },
  { title: 'resources', align: 'right' },
  { title: 'objects', align: 'right' },
] as const;

function row(counts: EnvironmentCounts): string[] {
  const { environment, locations, services, stacks, resources, objects } = counts;
  return [environment, ...[locations, services, stacks, resources, objects].map((count) => count.toLocaleString('en'))];
}

function verdict(results: readonly AuditResult[], colors: CommandContext['colors']): string {
  const exitCode = gravest(results.map(auditExitCode));
  if (exitCode === 1) return colors.red('✗ some rules could not be run');
  return exitCode === 2 ? colors.red('✗ violations found') : colors.green('✓ every policy holds');
}
