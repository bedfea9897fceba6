import { z } from 'zod';
import type { DomainEvent } from '../events/event.js';

const event = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.literal('application/json'),
  dataschema: z.string().min(1),
  partitionkey: z.string().min(1),
  traceparent: z.string().optional(),
  data: z.looseObject({}),
});

/** The event in a message, or why it is none: a poison message, which no retry cures. */
export function parseEvent(value: Uint8Array | string | undefined): DomainEvent | { readonly poison: string } {
  if (value === undefined) return { poison: 'the message is empty' };
  try {
    const parsed = event.safeParse(JSON.parse(typeof value === 'string' ? value : Buffer.from(value).toString('utf8')));
    if (parsed.success) {
      const { traceparent, ...rest } = parsed.data;
      return traceparent === undefined ? rest : { ...rest, traceparent };
    }
    return { poison: `not an event: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}` };
  } catch {
    return { poison: 'the message is not JSON' };
  }
}
