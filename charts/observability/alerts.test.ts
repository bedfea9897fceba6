import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { locationManifests, platformOf } from '../testing/synthesized.js';

const alertSchema = z.looseObject({
  alert: z.string(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
});
const specSchema = z.looseObject({
  groups: z.array(z.looseObject({ rules: z.array(z.union([alertSchema, z.looseObject({ record: z.string() })])) })),
});

const alerts = (['local', 'staging', 'production'] as const).flatMap((environment) => {
  const platform = platformOf(environment);
  return platform.locations.flatMap(({ name }) =>
    locationManifests(platform, name)
      .filter(({ kind }) => kind === 'PrometheusRule')
      .flatMap(({ spec }) => specSchema.parse(spec).groups.flatMap(({ rules }) => rules))
      .flatMap((rule) => alertSchema.safeParse(rule).data ?? []),
  );
});
const byName = new Map(alerts.map((alert) => [alert.alert, alert]));

/** Anchors of a file's headings, as code hosts make them. */
const anchors = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

function sectionOf(link: string): string {
  const [file = '', anchor = ''] = link.split('#');
  const text = readFileSync(file, 'utf8');
  return text.split(/^## /m).find((section) => section.toLowerCase().startsWith(`${anchor}\n`)) ?? '';
}

describe.each([...byName.values()])('alert $alert', ({ alert, labels, annotations }) => {
  it('says what it is, how grave, and whom it concerns', () => {
    expect(annotations['summary']).toMatch(/\S{3}/);
    expect(annotations['description']).toMatch(/\.$/);
    expect(labels['severity']).toMatch(alert === 'Watchdog' ? /^none$/ : /^(page|ticket)$/);
    expect(labels['schedule']).toMatch(/-primary$/);
  });

  it('leads to what it means, where to look, how to act and how to verify', () => {
    const { runbook = '', meaning = runbook } = annotations;
    for (const link of [runbook, meaning]) {
      const [file = '', anchor] = link.split('#');
      expect(existsSync(file), link).toBe(true);
      if (anchor !== undefined) expect(anchors(file)).toContain(anchor);
    }
    for (const part of ['**Means.**', '**First look.**', '**Act.**', '**Verify.**'])
      expect(sectionOf(meaning), `${meaning} ${part}`).toContain(part);
  });
});

it('explains no alert that does not exist', () => {
  const files = [...byName.values()].map(
    ({ annotations: { runbook = '', meaning = runbook } }) => meaning.split('#')[0] ?? '',
  );
  const sections = [...new Set(files)].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading),
  );
  expect(sections.sort()).toEqual([...byName.keys()].sort());
});

it.each([...new Set([...byName.values()].map(({ annotations: { runbook = '' } }) => runbook.split('#')[0] ?? ''))])(
  '%s leads only to sections that exist',
  (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#]*)#([^)]+)\)/g)];
    for (const [, target = '', anchor = ''] of links)
      expect(anchors(target === '' ? file : `docs/runbooks/${target}`), `${target}#${anchor}`).toContain(anchor);
  },
);
