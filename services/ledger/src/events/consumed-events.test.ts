import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { incompatibilities } from '../../../kit/src/events/compatibility.js';
import type { SchemaObject } from '../../../kit/src/events/schema-dialect.js';
import { DECISIONS_TOPIC, fraudDecision } from '../decisions/start-decision-consumer.js';
import { creditRequested, creditSettled, HOME_CREDIT_TOPICS } from '../movements/home-credit-events.js';

const services = new URL('../../../', import.meta.url);
const readText = (path: string): string => readFileSync(new URL(path, services), 'utf8');

/** What the ledger needs of each topic that it reads. */
const readers: Readonly<Record<string, z.ZodType>> = {
  [DECISIONS_TOPIC]: fraudDecision,
  [HOME_CREDIT_TOPICS.requested]: creditRequested,
  [HOME_CREDIT_TOPICS.settled]: creditSettled,
};
const { kafka } = parse(readText('ledger/service.yaml')) as {
  readonly kafka: { readonly consumes: readonly { readonly topic: string }[] };
};

/** The schema that the topic's producer has written down; topics begin with the name of their service. */
const produced = (topic: string): SchemaObject =>
  JSON.parse(readText(`${topic.split('.')[0] ?? ''}/schemas/${topic}.v1.json`)) as SchemaObject;

/** Zod spells a format out as a pattern of its own beside it; the format says enough to be compared. */
const wanted = (reader: z.ZodType): SchemaObject =>
  z.toJSONSchema(reader, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });

const misread = (schema: SchemaObject, reader: z.ZodType): unknown[] =>
  incompatibilities(schema, wanted(reader), 'BACKWARD');

describe('events that the ledger reads', () => {
  it('are those of service.yaml', () => {
    expect(Object.keys(readers).sort()).toEqual(kafka.consumes.map(({ topic }) => topic).sort());
  });

  it.each(Object.entries(readers))('%s: all that its producer may say is understood', (topic, reader) => {
    expect(misread(produced(topic), reader)).toEqual([]);
  });

  it.each(Object.entries(readers))('%s: a producer that leaves something out would be noticed', (topic, reader) => {
    expect(misread({ ...produced(topic), required: [] }, reader)).not.toEqual([]);
  });

  it('a decision is one of those that the ledger acts upon, or asks for a person', () => {
    const { properties } = produced(DECISIONS_TOPIC) as { readonly properties: { readonly decision: SchemaObject } };
    expect(properties.decision.enum).toEqual(['approve', 'decline', 'review']);
  });
});
