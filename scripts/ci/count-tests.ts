import { existsSync, readFileSync } from 'node:fs';

/** Prints the sum of vitest's JSON results as `<passed> <failed>`; a suite without a result counts as one failure. */
interface SuiteResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

const results = process.argv.slice(2).map((file): { passed: number; failed: number } => {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(file, 'utf8')) as SuiteResult;
  // A skipped test proves nothing: here it fails. So does a file that could not be loaded, which has no tests to fail.
  const failed = result.numFailedTests + result.numPendingTests;
  return { passed: result.numPassedTests, failed: failed === 0 && !result.success ? 1 : failed };
});
const total = (key: 'passed' | 'failed'): number => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total('passed')} ${total('failed')}`);
