/** What commands may know of the machine; only `main.ts` looks there itself. */
export interface ProgramHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readText: (file: string) => string;
  readonly print: (line: string) => void;
}
