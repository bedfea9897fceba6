import { type EvaluationContext, NOOP_PROVIDER, OpenFeature } from '@openfeature/server-sdk';
import type { Role } from '../lifecycle/role.js';
import type { Logger } from '../logging/logger.js';
import { FlagFileProvider } from './flag-file-provider.js';

/** Decisions that change without a deployment. None of them ever throws: what is not known is the fallback. */
export interface Flags extends Role {
  readonly boolean: (key: string, fallback: boolean, context?: EvaluationContext) => Promise<boolean>;
  readonly text: (key: string, fallback: string, context?: EvaluationContext) => Promise<string>;
  readonly number: (key: string, fallback: number, context?: EvaluationContext) => Promise<number>;
}

export interface FlagsOptions {
  readonly service: string;
  /** flagd's JSON; without it every flag has its fallback. */
  readonly file: string | undefined;
  readonly logger: Logger;
  /** How often the file is looked at; a mounted ConfigMap changes by a swapped link, which no watcher reports. */
  readonly pollMs?: number;
}

const POLL_MS = 5_000;

/** Opens the flags of one service through OpenFeature. Services of one process do not see each other's. */
export async function openFlags({ service, file, logger, pollMs = POLL_MS }: FlagsOptions): Promise<Flags> {
  if (file !== undefined) await OpenFeature.setProviderAndWait(service, new FlagFileProvider(file, logger, pollMs));
  const client = OpenFeature.getClient(service);
  return {
    name: 'flags',
    boolean: (key, fallback, context) => client.getBooleanValue(key, fallback, context),
    text: (key, fallback, context) => client.getStringValue(key, fallback, context),
    number: (key, fallback, context) => client.getNumberValue(key, fallback, context),
    stop: async () => {
      // Another provider in its place closes this one.
      if (file !== undefined) await OpenFeature.setProviderAndWait(service, NOOP_PROVIDER);
    },
  };
}
