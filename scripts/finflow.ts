#!/usr/bin/env node
import { CommanderError } from 'commander';
import { colorsFor } from './cli/colors.js';
import type { CommandContext, CommandOutcome } from './cli/command-outcome.js';
import { EXIT } from './cli/exit-code.js';
import { type GlobalOptions, resolveContext } from './cli/global-options.js';
import { failureOf } from './cli/print-failure.js';
import { UsageError } from './cli/usage-error.js';
import { createProgram } from './program.js';

const INTERRUPTED = 130;

/** Entry point of the `finflow` command: runs one command and prints its outcome in the form that was asked for. */
async function main(): Promise<void> {
  // A reader that closes the pipe (`finflow audit --json | head`) has seen enough.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endQuietly);
  const program = createProgram(run);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    process.exitCode = EXIT.error;
    if (process.argv.includes('--json')) printDocument(commandLineFailure(error.message));
  }
}

async function run(options: GlobalOptions, work: Work): Promise<void> {
  const json = options.json === true;
  const colors = colorsFor(process.stdout, process.env);
  let context: CommandContext | undefined;
  try {
    context = resolveContext(options, { colors, stderr: process.stderr, environment: process.env });
    const outcome = await work(context);
    context.progress.stop();
    process.exitCode = outcome.exitCode;
    if (json) printDocument(outcome.document);
    else if (outcome.text !== '' && (options.quiet !== true || outcome.exitCode !== EXIT.clean)) {
      process.stdout.write(`${outcome.text}\n`);
    }
  } catch (error) {
    context?.progress.stop();
    // Ctrl-C in a question is an answer, not a defect.
    if (error instanceof Error && error.name === 'ExitPromptError') process.exit(INTERRUPTED);
    process.exitCode = EXIT.error;
    const failure = failureOf(error, colorsFor(process.stderr, process.env));
    if (json) printDocument(failure.document);
    else process.stderr.write(`${failure.text}\n`);
  }
}

type Work = (context: CommandContext) => CommandOutcome | Promise<CommandOutcome>;

function commandLineFailure(message: string): object {
  const error = new UsageError(message.replace(/^error: /, ''), 'finflow --help shows what exists');
  return failureOf(error, colorsFor(process.stderr, process.env)).document;
}

function printDocument(document: object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

await main();
