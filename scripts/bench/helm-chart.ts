import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { entriesOf } from '../synthesis/output-swap.js';

/** A chart that renders the same objects as the synthesized manifests of some applications. */
export interface HelmChart {
  readonly directory: string;
}

/**
 * Turns one application's manifests into templates and renders them once for each application of the list.
 *
 * Every occurrence of the service's name and of its location becomes a template expression, as a chart author would write it.
 */
export function writeHelmChart(
  directory: string,
  application: { readonly folder: string; readonly service: string; readonly location: string },
  rendered: readonly { readonly service: string; readonly location: string }[],
): HelmChart {
  mkdirSync(join(directory, 'templates'), { recursive: true });
  writeFileSync(join(directory, 'Chart.yaml'), 'apiVersion: v2\nname: finflow\nversion: 0.1.0\n');
  const values = rendered.map(({ service, location }) => `  - {service: ${service}, location: ${location}}`);
  writeFileSync(join(directory, 'values.yaml'), `applications:\n${values.join('\n')}\n`);
  for (const file of entriesOf(application.folder)) {
    const text = readFileSync(join(application.folder, file), 'utf8')
      .replaceAll('{{', '{{ "{{" }}')
      .replaceAll(new RegExp(`\\b${application.service}\\b`, 'g'), '{{ .service }}')
      .replaceAll(new RegExp(`\\b${application.location}\\b`, 'g'), '{{ .location }}');
    const looped = `{{- range .Values.applications }}\n---\n${text}\n{{- end }}\n`;
    writeFileSync(join(directory, 'templates', basename(file)), looped);
  }
  return { directory };
}
