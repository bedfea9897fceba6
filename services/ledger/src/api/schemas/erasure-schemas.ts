import { z } from 'zod';
import { component } from './components.js';
import { plainText } from './text.js';

/** Whom to forget. */
export const erasureRequest = component(
  'ErasureRequest',
  'Whom to forget',
  z.strictObject({ subject: plainText(255).describe('subject of the access tokens of the person') }),
);

/** What became of the request. */
export const erasure = component(
  'Erasure',
  'What became of the request',
  z.strictObject({ erased: z.boolean().describe('false when there was nobody to forget') }),
);

export type ErasureRequest = z.infer<typeof erasureRequest>;
