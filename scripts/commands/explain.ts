import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { plural } from '../cli/plural.js';
import { unknownName } from '../cli/usage-error.js';
import { type Origin, originsOf } from '../explanation/platform-field.js';

export interface ExplainOptions {
  readonly environment?: string;
}

/** `finflow explain`: a rule, a field of the resolved platform, or a field of a synthesized file. */
export async function explain(
  context: CommandContext,
  subject: string,
  options: ExplainOptions,
): Promise<CommandOutcome> {
  if (/^[A-Z]+-\d+$/i.test(subject)) return rule(context, subject.toUpperCase());
  return /\s/.test(subject.trim()) ? artifactField(context, subject) : platformField(context, subject, options);
}

async function rule({ colors }: CommandContext, id: string): Promise<CommandOutcome> {
  const { explainRule } = await import('../explanation/explain-rule.js');
  const document = explainRule(id);
  const lines = [
    `${colors.bold(`${document.id} ${document.title}`)} ${colors.dim(document.severity)}`,
    '',
    `  why       ${document.risk}`,
    `  looks at  ${document.population}${document.crossDomain ? ' (across domains)' : ''}`,
    `  fix       ${document.fix}`,
    `  controls  ${document.controls.join(', ') || 'none'}`,
    `  waiver    ${document.waiver}`,
  ];
  return { exitCode: EXIT.clean, document, text: lines.join('\n') };
}

function platformField({ root, asOf, colors }: CommandContext, field: string, options: ExplainOptions): CommandOutcome {
  const platforms = loadPlatforms(root, { asOf });
  const names = platforms.map(({ environment }) => environment.name);
  const environment = options.environment ?? names.find((name) => name === 'production') ?? names[0];
  const platform = platforms.find((candidate) => candidate.environment.name === environment);
  if (platform === undefined) throw unknownName('environment', environment ?? '', names);
  const origins = originsOf(platform, field);
  return {
    exitCode: EXIT.clean,
    document: { environment, field, origins },
    text: [colors.dim(`in ${environment}`), ...originLines(origins)].join('\n'),
  };
}

async function artifactField(
  { root, asOf, colors, progress }: CommandContext,
  subject: string,
): Promise<CommandOutcome> {
  const { explainField } = await import('../explanation/artifact-field.js');
  const platforms = loadPlatforms(root, { asOf });
  const document = await progress.step(
    'changing values and synthesizing again',
    () => explainField(platforms, subject),
    ({ origins }) => plural(origins.length, 'influence'),
  );
  const { artifact, object, field, value, origins } = document;
  const cause =
    origins.length === 0
      ? [`  no definition moves it: ${artifact.startsWith('dist/') ? 'charts/' : 'stacks/'} sets it for everybody`]
      : ['  it follows from', ...originLines(origins).map((line) => `  ${line}`)];
  const head = `${colors.bold(`${object} ${field}`)} in ${artifact} is ${JSON.stringify(value)}`;
  return { exitCode: EXIT.clean, document, text: [head, ...cause].join('\n') };
}

function originLines(origins: readonly Origin[]): string[] {
  const width = Math.max(0, ...origins.map(({ field, value }) => `${field} = ${JSON.stringify(value)}`.length));
  return origins.map(
    ({ field, value, origin }) => `  ${`${field} = ${JSON.stringify(value)}`.padEnd(width)}  ${origin}`,
  );
}
