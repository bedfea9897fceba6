import type { z } from 'zod';

/** Environment variables that a program cannot start with. Names every one of them and never a value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    /** One line a problem, such as `PORT: expected number`. */
    readonly problems: readonly string[],
  ) {
    super(['configuration refused:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

/**
 * Reads a program's settings. An empty variable counts as missing, because that is what an empty secret leaves behind.
 *
 * @param schema a zod object whose keys are names of environment variables
 * @throws ConfigurationError with all problems at once
 */
export function readConfiguration<S extends z.ZodType>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<S> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = schema.safeParse(present);
  if (read.success) return read.data;
  throw new ConfigurationError(read.error.issues.map((issue) => describe(issue, present)));
}

/** Messages of the schema speak of what is expected; those that quote their input are replaced. */
function describe(issue: z.core.$ZodIssue, present: Readonly<Record<string, unknown>>): string {
  const [variable] = issue.path;
  const name = variable === undefined ? 'configuration' : String(variable);
  if (issue.code === 'unrecognized_keys') return `${name}: has keys that nobody reads: ${issue.keys.join(', ')}`;
  const inner = issue.path.slice(1).join('.');
  if (inner === '' && variable !== undefined && !(name in present)) return `${name}: is missing`;
  return `${name}${inner === '' ? '' : ` (${inner})`}: ${issue.message}`;
}
