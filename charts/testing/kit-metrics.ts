import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DURATIONS, prometheusName, type DurationName } from '../../services/kit/src/telemetry/histograms.js';

const INSTRUMENT = /\.create(Observable)?(Counter|Gauge|UpDownCounter|Histogram)\(\s*'([^']+)'/g;
const HISTOGRAM_PARTS = ['_bucket', '_count', '_sum'];

/** Names under which Prometheus sees what the kit and the programs report, read from their code. */
export function kitMetrics(root: string): ReadonlySet<string> {
  const services = join(root, 'services');
  const files = readdirSync(services, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /^[a-z]+\/src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'),
  );
  const found = files.flatMap((file) =>
    [...readFileSync(join(services, file), 'utf8').matchAll(INSTRUMENT)].flatMap(([, , kind, name = '']) =>
      kind === 'Histogram' ? HISTOGRAM_PARTS.map((part) => name + part) : [kind === 'Counter' ? `${name}_total` : name],
    ),
  );
  const durations = (Object.keys(DURATIONS) as DurationName[]).flatMap((name) =>
    HISTOGRAM_PARTS.map((part) => prometheusName(name).replaceAll('.', '_') + part),
  );
  return new Set([...found, ...durations]);
}
