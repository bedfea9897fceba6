import { readFileSync } from 'node:fs';
import { runCommands } from '../../kit/src/commands/run-commands.js';
import { ledgerCommands } from './commands/ledger-commands.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const host = { env: process.env, readText: (file: string) => readFileSync(file, 'utf8'), print };

process.exitCode = await runCommands(ledgerCommands(host), {
  program: 'ledger',
  arguments: process.argv.slice(2),
  print,
});
