import { callsCodes } from './codes/calls-codes.js';
import { environmentsCodes } from './codes/environments-codes.js';
import { filesCodes } from './codes/files-codes.js';
import { namesCodes } from './codes/names-codes.js';
import { placementCodes } from './codes/placement-codes.js';
import { reliabilityCodes } from './codes/reliability-codes.js';
import { schemaCodes } from './codes/schema-codes.js';
import { topicsCodes } from './codes/topics-codes.js';

/** What an error code means: the rule that was broken, why it exists and an example of a fix. */
export interface ErrorExplanation {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/** The one table of every error code of the definitions; docs/errors.md is rendered from it. */
export const codes = {
  ...filesCodes,
  ...schemaCodes,
  ...namesCodes,
  ...callsCodes,
  ...topicsCodes,
  ...placementCodes,
  ...reliabilityCodes,
  ...environmentsCodes,
} as const satisfies Readonly<Record<string, ErrorExplanation>>;

export type ErrorCode = keyof typeof codes;
