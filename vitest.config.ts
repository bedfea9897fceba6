import { configDefaults, defineConfig } from 'vitest/config';

const exclude = [...configDefaults.exclude, '**/*.real.test.ts', 'build/**', '.finflow/**'];
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Everything that needs no engine. The command line is tested as it is shipped, so it is compiled first. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['{charts,environments,policies,services,stacks}/**/*.test.ts'],
          exclude,
          ...timeouts,
        },
      },
      {
        test: {
          name: 'command',
          include: ['scripts/**/*.test.ts'],
          exclude,
          globalSetup: ['scripts/testing/compile.ts'],
          // Tests that try every field synthesize everything hundreds of times, and cdktf forgets nothing.
          execArgv: ['--max-old-space-size=8192'],
          ...timeouts,
        },
      },
    ],
  },
});
