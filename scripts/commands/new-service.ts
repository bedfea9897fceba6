import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import { dnsLabel } from '../../services/definition/source/scalars.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { onExit } from '../cli/on-exit.js';
import { UsageError, unknownName } from '../cli/usage-error.js';
import { definitionText } from '../new-service/definition-text.js';
import { runbookText } from '../new-service/runbook-text.js';
import { completeAnswers, defaultAnswers, type NewServiceOptions } from '../new-service/service-answers.js';

export type { NewServiceOptions } from '../new-service/service-answers.js';

/** `finflow new service`: a definition and a runbook page that pass `check`; nothing stays behind when they do not. */
export async function newService(
  context: CommandContext,
  name: string,
  options: NewServiceOptions,
): Promise<CommandOutcome> {
  const { root, asOf, colors } = context;
  refuseName(root, name);
  const platforms = loadPlatforms(root, { asOf });
  const teams = [...new Set(platforms.flatMap((platform) => platform.teams.map((team) => team.name)))];
  if (options.owner !== undefined && !teams.includes(options.owner)) throw unknownName('squad', options.owner, teams);
  const source = context.interactive ? (await import('../new-service/ask.js')).askedAnswers : defaultAnswers;
  const answers = await completeAnswers(name, options, source, teams);
  const files = {
    [`services/${name}/service.yaml`]: definitionText(answers, platforms),
    [`docs/runbooks/${name}.md`]: runbookText(answers),
  };
  writeChecked(root, files, () => loadPlatforms(root, { asOf }));
  const created = Object.keys(files);
  return {
    exitCode: EXIT.clean,
    document: { created, owner: answers.owner },
    text: [
      ...created.map((path) => `${colors.green('✓')} wrote ${path}`),
      '',
      `  owner ${answers.owner}, tier ${answers.tier}, ${answers.dataClass} data, PCI scope ${answers.pciScope}`,
      '  next: finflow generate   (its squad becomes the reviewer in CODEOWNERS)',
      '        npm start          (synthesizes and judges it in every environment)',
    ].join('\n'),
  };
}

function refuseName(root: string, name: string): void {
  const parsed = dnsLabel.safeParse(name);
  if (!parsed.success) {
    throw new UsageError(
      `"${name}" cannot be a service name`,
      parsed.error.issues.map(({ message }) => message).join('; '),
    );
  }
  for (const taken of [`services/${name}`, `docs/runbooks/${name}.md`]) {
    if (existsSync(join(root, taken))) throw new UsageError(`${taken} exists already`, 'choose another name');
  }
}

/** Writes files and keeps them only when the definitions still hold together with them. */
function writeChecked(root: string, files: Readonly<Record<string, string>>, check: () => unknown): void {
  const undo = (): void => {
    for (const path of Object.keys(files)) rmSync(join(root, path), { force: true });
    for (const path of Object.keys(files).filter((file) => file.startsWith('services/'))) {
      rmSync(join(root, dirname(path)), { recursive: true, force: true });
    }
  };
  const cancel = onExit(undo);
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    check();
  } catch (error) {
    undo();
    throw error;
  } finally {
    cancel();
  }
}
