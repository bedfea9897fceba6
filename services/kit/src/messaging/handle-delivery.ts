import { metrics } from '@opentelemetry/api';
import type { Delivery, DomainEvent, Subscription } from '../events/event.js';
import type { Logger } from '../logging/logger.js';
import { durationHistogram } from '../telemetry/histograms.js';
import { sleep } from '../timing/repeat.js';

/** What a consumer needs around its handler, whichever bus delivers. */
export interface DeliveryContext {
  readonly subscription: Subscription;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Puts an event aside for a person. */
  readonly deadLetter: (event: DomainEvent, reason: string) => Promise<void>;
}

const FIRST_BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 5_000;

/**
 * Handles one event with retries. Resolves when its offset may be committed: it was handled, or put aside.
 *
 * @returns false when the consumer was stopped first, so that the event must be delivered again
 */
export async function handleDelivery(first: Omit<Delivery, 'attempt'>, context: DeliveryContext): Promise<boolean> {
  const { subscription, logger, signal, deadLetter } = context;
  const { topic, group, attempts } = subscription;
  const processing = durationHistogram('finflow_event_processing_seconds');
  for (let attempt = 1; ; attempt += 1) {
    if (signal.aborted) return false;
    try {
      await subscription.handle({ ...first, attempt });
      processing.record(ageSeconds(first.event), { topic, group });
      return true;
    } catch (error) {
      const about = { err: error, topic, group, event: first.event.id, attempt };
      if (attempt >= attempts && subscription.deadLetter !== null) {
        logger.error(about, 'dead-lettered');
        await deadLetter(first.event, error instanceof Error ? error.message : String(error));
        metrics.getMeter('finflow').createCounter('finflow_events_dead_lettered').add(1, { topic, group });
        return true;
      }
      logger.warn(about, 'the event will be tried again');
      await sleep(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1)), signal);
    }
  }
}

/** Seconds since the event was appended, never negative: clocks of two machines differ. */
const ageSeconds = (event: DomainEvent): number => Math.max(0, (Date.now() - Date.parse(event.time)) / 1000);
