import { execFileSync } from 'node:child_process';
import { REPOSITORY } from './repository.js';

/** Vitest global setup: compiles once, so that tests of the command run what users run. */
export function setup(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    cwd: REPOSITORY,
    stdio: 'inherit',
  });
}
