import type { DeclaredPlatform, DeclaredTopic } from '../engine/intent-schema.js';
import { exampleIntent } from './example-intent.js';

/** A topic of the example environment in good order: `payments` writes it, `card-vault` reads it. */
export const exampleTopic = (change: Partial<DeclaredTopic>): DeclaredTopic => ({
  name: 'payments.settled',
  kind: 'event',
  owner: 'payments',
  partitions: 12,
  retentionHours: 168,
  dataClass: 'restricted',
  replicate: true,
  producers: ['payments'],
  consumers: [{ service: 'card-vault', group: 'vault-settled' }],
  locations: ['use1', 'usc1'],
  ...change,
});

/** The example environment with one topic. */
export const intentWithTopic = (change: Partial<DeclaredTopic>): { readonly intent: DeclaredPlatform } => ({
  intent: { ...exampleIntent(), topics: [exampleTopic(change)] },
});
