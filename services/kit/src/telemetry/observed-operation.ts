import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { durationHistogram, type DurationName, METER_NAME } from './histograms.js';

export interface Operation {
  /** Of the span, such as `lock-books`; few different ones. */
  readonly name: string;
  /** Of the span and of the measurement: few different values, none of them about people. */
  readonly attributes: Attributes;
  /** `traceparent` of what caused it, when that was in another process; the active span otherwise. */
  readonly cause?: string | undefined;
}

/** Runs work, measures it and gives it a span. */
export type ObserveOperation = <T>(operation: Operation, work: () => Promise<T>) => Promise<T>;

/**
 * Observes operations of one kind. Without a trace that is kept there is no span, only the measurement. Make it after telemetry has
 * started.
 */
export function operationObserver(duration: DurationName, kind: SpanKind): ObserveOperation {
  const histogram = durationHistogram(duration);
  const tracer = trace.getTracer(METER_NAME);

  return async ({ name, attributes, cause }, work) => {
    const parent = cause === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, { traceparent: cause });
    const kept = trace.getSpan(parent)?.spanContext();
    const startedMs = performance.now();
    const measure = (more: Attributes): void => {
      histogram.record((performance.now() - startedMs) / 1000, { ...attributes, ...more }, parent);
    };
    if (kept === undefined || (kept.traceFlags & 1) === 0) {
      try {
        const result = await work();
        measure({});
        return result;
      } catch (error) {
        measure(errorType(error));
        throw error;
      }
    }
    const span = tracer.startSpan(name, { kind, attributes }, parent);
    try {
      const result = await context.with(trace.setSpan(parent, span), work);
      measure({});
      return result;
    } catch (error) {
      measure(errorType(error));
      // The message may quote rows; the log has it, redacted.
      span.setAttributes(errorType(error)).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };
}

const errorType = (error: unknown): Attributes => ({ 'error.type': error instanceof Error ? error.name : 'unknown' });
