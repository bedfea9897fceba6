import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AuditResult } from '../../policies/audit.js';
import type { Platform } from '../../services/definition/platform.js';
import type { CommandContext } from '../cli/command-outcome.js';
import { auditOutputs } from '../synthesis/audit-outputs.js';
import { StacksProcess } from '../synthesis/stacks-process.js';
import { withStaging } from '../synthesis/staging.js';
import { synthesizeOutputs } from '../synthesis/synthesize-outputs.js';

export interface RenderedManifests {
  /** Text of each file by its path in the repository. */
  readonly manifests: ReadonlyMap<string, string>;
  readonly result: AuditResult;
}

/** Makes and judges everything of one environment in a folder of its own, so that outputs of earlier runs cannot be published. */
export async function renderedManifests(context: CommandContext, platform: Platform): Promise<RenderedManifests> {
  const { name } = platform.environment;
  const stacks = new StacksProcess();
  try {
    return await withStaging(context.root, async ({ made }) => {
      await synthesizeOutputs([platform], made, stacks, context.progress);
      const [result] = await auditOutputs(context, [name], made);
      if (result === undefined) throw new Error(`${name} was not judged`);
      return { manifests: filesBelow(made, join('dist/manifests', name)), result };
    });
  } finally {
    stacks.close();
  }
}

function filesBelow(root: string, folder: string): Map<string, string> {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(files.map((file) => [relative(root, file), readFileSync(file, 'utf8')]));
}
