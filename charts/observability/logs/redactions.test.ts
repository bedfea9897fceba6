import { describe, expect, it } from 'vitest';
import { REDACTIONS } from './redactions.js';
import { CLEAN_LINES, SECRET_LINES } from './testing/log-lines.js';

/** What Ruby does with the same patterns; `redactions.real.test.ts` runs them in Ruby. */
const redacted = (line: string): string =>
  REDACTIONS.reduce(
    (text, { pattern, replacement }) =>
      text.replace(new RegExp(pattern, 'gi'), replacement.replaceAll(/\\(\d)/g, '$$$1')),
    line,
  );

describe('redaction', () => {
  it.each(SECRET_LINES)('takes $secret out of $line', ({ line, secret }) => {
    expect(redacted(line)).not.toContain(secret);
    if (line.startsWith('{')) expect(() => JSON.parse(redacted(line)) as unknown).not.toThrow();
  });

  it.each(CLEAN_LINES)('leaves %s', (line) => {
    expect(redacted(line)).toBe(line);
  });
});
