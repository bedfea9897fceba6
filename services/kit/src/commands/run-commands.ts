import { ConfigurationError } from '../configuration/read-configuration.js';
import { type Command, UsageError } from './command.js';

export interface CommandLine {
  /** Name of the program, such as `ledger`. */
  readonly program: string;
  /** What comes after the program's file in `process.argv`. */
  readonly arguments: readonly string[];
  /** Writes a line for people; results and errors. */
  readonly print: (line: string) => void;
}

/** Commands of a program by name; `serve` is what it does when nothing is asked. */
export type Commands = Readonly<Record<string, Command>> & { readonly serve: Command };

/**
 * Runs the command that was asked for.
 *
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function runCommands(
  commands: Commands,
  { program, arguments: args, print }: CommandLine,
): Promise<number> {
  const [name = 'serve', ...rest] = args;
  if (name === 'help' || name === '--help') {
    for (const line of overview(program, commands)) print(line);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    print(`${program}: there is no command ${name}`);
    for (const line of overview(program, commands)) print(line);
    return 2;
  }
  try {
    return (await command.run(rest)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      print(`${program} ${name}: ${error.message}`);
      print(`usage: ${program} ${name} ${command.usage}`.trimEnd());
      return 2;
    }
    print(`${program} ${name}: ${explain(error)}`);
    return 1;
  }
}

const overview = (program: string, commands: Commands): readonly string[] => [
  `usage: ${program} [command]`,
  ...Object.entries(commands).map(
    ([name, { usage, summary }]) => `  ${`${name} ${usage}`.trimEnd().padEnd(36)} ${summary}`,
  ),
];

/** A refused configuration explains itself; of anything else the stack is needed. */
const explain = (error: unknown): string => {
  if (error instanceof ConfigurationError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
