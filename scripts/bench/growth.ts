import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mibText, printTable, secondsText } from './bench-text.js';
import { generateRepository } from './generated-repository.js';
import { measure, type Measurement } from './measured-process.js';

/** Time and memory of `finflow start` on generated definitions in five locations: 10, 100, … up to the given number. */
export async function benchGrowth(services: number): Promise<void> {
  if (!Number.isInteger(services) || services < 10) throw new Error('--services takes a whole number of at least 10');
  const source = fileURLToPath(new URL('../../..', import.meta.url));
  const sizes = [10, 100, 1_000, 10_000].filter((size) => size < services).concat(services);
  const measured: { readonly size: number; readonly objects: number; readonly run: Measurement }[] = [];
  for (const size of sizes) {
    const repository = await generateRepository(source, size);
    try {
      const program = join(source, 'build/scripts/finflow.js');
      // The heap limit of `npm start`: without one V8 collects garbage late and takes memory it does not need.
      const run = await measure(
        process.execPath,
        ['--max-old-space-size=1600', program, 'start', '--json'],
        repository.root,
      );
      if (run.exitCode === 1) throw new Error(`finflow start failed:\n${run.stderr}${run.stdout}`);
      measured.push({ size, objects: objectsIn(run.stdout), run });
    } finally {
      repository.remove();
    }
  }
  const rows = measured.map(({ size, objects, run }, index) => {
    const before = measured[index - 1];
    const exponent = (now: number, then: number): string =>
      before === undefined ? '–' : (Math.log(now / then) / Math.log(size / before.size)).toFixed(2);
    return [
      String(size),
      objects.toLocaleString('en'),
      secondsText(run.seconds),
      exponent(run.seconds, before?.run.seconds ?? 1),
      mibText(run.peakMib),
      exponent(run.peakMib ?? 1, before?.run.peakMib ?? 1),
    ];
  });
  printTable(
    'Growth of finflow start in five locations (exponent 1 is linear)',
    ['services', 'objects', 'wall', 'exponent', 'peak', 'exponent'],
    rows,
  );
}

function objectsIn(document: string): number {
  const { environments } = JSON.parse(document) as { environments: readonly { objects: number }[] };
  return environments.reduce((sum, { objects }) => sum + objects, 0);
}
