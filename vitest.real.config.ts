import { configDefaults, defineConfig } from 'vitest/config';

/** Against real engines (Terraform with an AWS API server, Chromium): one file at a time, each starts what it needs. */
export default defineConfig({
  test: {
    include: ['**/*.real.test.ts'],
    exclude: [...configDefaults.exclude, 'build/**', '.finflow/**'],
    globalSetup: ['scripts/testing/compile.ts'],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
