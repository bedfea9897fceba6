import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { costPath, platformPath } from '../../services/definition/names.js';
import type { Platform } from '../../services/definition/platform.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { UsageError, unknownName } from '../cli/usage-error.js';
import { estimate, type Estimate } from '../cost/estimate.js';
import { loadCostData, type CostData } from '../cost/load-data.js';
import { costMarkdown } from '../cost/report/cost-markdown.js';
import { costText } from '../cost/report/cost-text.js';
import { readStack } from '../cost/stack-resources.js';
import { entriesOf } from '../synthesis/output-swap.js';
import { readPlatform } from '../synthesis/platform-file.js';

export interface CostOptions {
  readonly environment?: string;
}

/** `finflow cost`: what the synthesized stacks cost in a month, from the price tables in scripts/cost. */
export async function cost(context: CommandContext, options: CostOptions): Promise<CommandOutcome> {
  const { root, colors, progress } = context;
  const data = loadCostData();
  const estimates: Estimate[] = [];
  for (const environment of environmentsIn(root, options.environment)) {
    const platform = readPlatform(join(root, platformPath(environment)));
    const made = await progress.step(
      `cost of ${environment}`,
      () => estimateOutputs(root, platform, data),
      ({ normal }) => `${normal.resources.length} priced resources`,
    );
    write(join(root, costPath(environment)), costMarkdown(made, data));
    estimates.push(made);
  }
  const [only] = estimates;
  return {
    exitCode: EXIT.clean,
    document: options.environment !== undefined && only !== undefined ? only : { environments: estimates },
    text: estimates
      .flatMap((made) => costText(made, costPath(made.environment), colors))
      .join('\n')
      .trimEnd(),
  };
}

/** Estimates an environment from the files that were synthesized for it, and from nothing else. */
export function estimateOutputs(root: string, platform: Platform, data: CostData): Estimate {
  return estimate(
    platform,
    platform.stacks.flatMap((stack) => readStack(root, stack)),
    data,
  );
}

function environmentsIn(root: string, wanted: string | undefined): readonly string[] {
  const known = entriesOf(join(root, 'dist/platform'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''));
  if (known.length === 0) {
    throw new UsageError(
      'the repository holds no synthesized outputs (dist/platform is empty or missing)',
      'run finflow synth first',
    );
  }
  if (wanted === undefined) return known;
  if (!known.includes(wanted)) throw unknownName('synthesized environment', wanted, known);
  return [wanted];
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
