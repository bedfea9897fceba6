import { execFileSync } from 'node:child_process';
import { REPOSITORY } from './repository.js';

/** Vitest global setup: compiles once (unless FINFLOW_COMPILED=1 says that it was done), so that tests of the command run what users run. */
export function setup(): void {
  if (process.env['FINFLOW_COMPILED'] === '1') return;
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    cwd: REPOSITORY,
    stdio: 'inherit',
  });
}
