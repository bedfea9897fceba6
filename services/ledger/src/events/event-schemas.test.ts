import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { incompatibilities, type Compatibility } from '../../../kit/src/events/compatibility.js';
import type { SchemaObject } from '../../../kit/src/events/schema-dialect.js';

const schemas = new URL('../../schemas/', import.meta.url);
const released = new URL('released/', schemas);
const read = (file: URL): SchemaObject => JSON.parse(readFileSync(file, 'utf8')) as SchemaObject;
const working = readdirSync(schemas).filter((file) => file.endsWith('.json'));
const { kafka } = parse(readFileSync(new URL('../../service.yaml', import.meta.url), 'utf8')) as {
  readonly kafka: { readonly produces: readonly { readonly topic: string; readonly compatibility: Compatibility }[] };
};

describe('schemas of events', () => {
  it('are there for every topic of service.yaml, and for no other', () => {
    expect(working.sort()).toEqual(kafka.produces.map(({ topic }) => `${topic}.v1.json`).sort());
  });

  it.each(kafka.produces)('$topic keeps its promise towards every released revision', ({ topic, compatibility }) => {
    const revisions = readdirSync(released).filter((file) => file.startsWith(`${topic}.v1.r`));
    expect(revisions).not.toHaveLength(0);
    const newer = read(new URL(`${topic}.v1.json`, schemas));
    for (const revision of revisions) {
      expect(incompatibilities(read(new URL(revision, released)), newer, compatibility), revision).toEqual([]);
    }
  });

  it.each(kafka.produces)('$topic is the newest released revision, or a new revision must be released', ({ topic }) => {
    const newest = readdirSync(released)
      .filter((file) => file.startsWith(`${topic}.v1.r`))
      .sort((one, other) => Number(/r(\d+)\.json$/.exec(one)?.[1]) - Number(/r(\d+)\.json$/.exec(other)?.[1]))
      .at(-1);
    expect(read(new URL(newest ?? '', released)), `copy it to released/ with the next number`).toEqual(
      read(new URL(`${topic}.v1.json`, schemas)),
    );
  });

  it('a required property that is gone from old events would be refused', () => {
    const schema = read(new URL('ledger.transfer-posted.v1.json', schemas));
    const properties = { ...(schema.properties as object), channel: { type: 'string' } };
    const required = [...(schema.required as string[]), 'channel'];
    expect(incompatibilities(schema, { ...schema, properties }, 'BACKWARD')).toEqual([]);
    expect(incompatibilities(schema, { ...schema, properties, required }, 'BACKWARD')).toMatchObject([
      { kind: 'backward', path: '/channel' },
    ]);
  });
});
