import { loadPlatforms } from '../services/definition/load-platforms.js';
import { formatDiagnostic, InputError } from '../services/definition/source/diagnostic.js';
import { synthesizeStacks } from './synthesize.js';

/** What `npx cdktf` runs: every stack of every environment, into the folder the command asks for. */
function main(): void {
  const today = new Date().toISOString().slice(0, 10);
  const platforms = loadPlatforms(process.cwd(), { asOf: process.env['FINFLOW_AS_OF'] ?? today });
  synthesizeStacks(platforms, process.env['CDKTF_OUTDIR'] ?? 'cdktf.out');
}

try {
  main();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.diagnostics.map(formatDiagnostic).join('\n\n')}\n`);
  process.exitCode = 1;
}
