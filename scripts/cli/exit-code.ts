/** What every command's exit code means: 0 clean, 1 error (bad input, crash, rule error), 2 violations or changes. */
export const EXIT = { clean: 0, error: 1, violations: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The gravest of several exit codes: an error hides violations, violations hide success. */
export function gravest(codes: readonly ExitCode[]): ExitCode {
  if (codes.includes(EXIT.error)) return EXIT.error;
  return codes.includes(EXIT.violations) ? EXIT.violations : EXIT.clean;
}
