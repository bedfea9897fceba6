import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { plural } from '../cli/plural.js';
import { generatedFiles } from '../generated/generated-files.js';

export interface GenerateOptions {
  readonly check?: boolean;
}

/** `finflow generate`: writes every generated file that differs; `--check` only names them. */
export function generate(context: CommandContext, options: GenerateOptions): CommandOutcome {
  const { root, colors } = context;
  const files = generatedFiles(root, context.asOf);
  const stale = files.filter(({ path, content }) => read(join(root, path)) !== content).map(({ path }) => path);
  const document = { generated: files.map(({ path }) => path), stale };
  if (options.check === true) {
    return stale.length === 0
      ? {
          exitCode: EXIT.clean,
          document,
          text: `${colors.green('✓')} ${plural(files.length, 'generated file')} up to date`,
        }
      : {
          exitCode: EXIT.violations,
          document,
          text: [...stale.map((path) => `${colors.red('✗')} ${path} is out of date`), '  fix: finflow generate'].join(
            '\n',
          ),
        };
  }
  for (const { path, content } of files) {
    if (!stale.includes(path)) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const written = stale.map((path) => `${colors.green('✓')} wrote ${path}`);
  return {
    exitCode: EXIT.clean,
    document,
    text: [...written, `${plural(files.length, 'generated file')}, ${stale.length} changed`].join('\n'),
  };
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
