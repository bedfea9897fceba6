import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printTable, secondsText, timesText } from './bench-text.js';
import { generateRepository } from './generated-repository.js';
import { writeHelmChart } from './helm-chart.js';
import { fastestOf, measure } from './measured-process.js';
import { peer } from './peers.js';

const RUNS = 3;
const SIZES = [10, 40] as const;
const LOCATIONS = ['use1', 'usw2', 'usc1', 'euw4', 'euc1'] as const;

/** Rendering manifests against `helm template` with a chart of the same objects, whole processes on both sides. */
export async function benchAgainstHelm(root: string): Promise<void> {
  const helm = peer('helm');
  if (helm === undefined) {
    console.log('\nManifests against helm: helm is not on PATH, nothing was compared');
    return;
  }
  const rows: string[][] = [];
  for (const size of SIZES) {
    const repository = await generateRepository(root, size);
    const output = mkdtempSync(join(tmpdir(), 'finflow-helm-'));
    try {
      const worker = fileURLToPath(new URL('./manifests-worker.js', import.meta.url));
      const manifests = join(output, 'manifests');
      const own = await fastestOf(RUNS, () => measure(process.execPath, [worker, repository.root, manifests], root));
      if (own.exitCode !== 0) throw new Error(own.stderr);
      const report = JSON.parse(own.stdout) as { readonly objects: number; readonly renderSeconds: number };
      const chart = writeHelmChart(
        join(output, 'chart'),
        { folder: join(manifests, 'production/use1/service-0001'), service: 'service-0001', location: 'use1' },
        Array.from({ length: size }, (_, index) => `service-${String(index).padStart(4, '0')}`).flatMap((service) =>
          LOCATIONS.map((location) => ({ service, location })),
        ),
      );
      const rendered = join(output, 'rendered');
      const theirs = await fastestOf(RUNS, () =>
        measure(helm, ['template', 'finflow', chart.directory, '--output-dir', rendered], root),
      );
      if (theirs.exitCode !== 0) throw new Error(theirs.stderr);
      rows.push([
        String(size),
        report.objects.toLocaleString('en'),
        objectsBelow(rendered).toLocaleString('en'),
        secondsText(own.seconds),
        secondsText(report.renderSeconds),
        secondsText(theirs.seconds),
        timesText(theirs.seconds / own.seconds),
        timesText(theirs.seconds / report.renderSeconds),
      ]);
    } finally {
      repository.remove();
      rmSync(output, { recursive: true, force: true });
    }
  }
  printTable(
    'Manifests against helm template over the same objects (above 1× is faster than helm)',
    ['services', 'objects', 'of the chart', 'finflow process', 'of it rendering', 'helm', 'ratio', 'rendering alone'],
    rows,
  );
}

function objectsBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, file) => sum + (readFileSync(join(file.parentPath, file.name), 'utf8').match(/^kind: /gm)?.length ?? 0),
      0,
    );
}
