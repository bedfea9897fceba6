import { trace, TraceFlags } from '@opentelemetry/api';

/** The W3C `traceparent` of the active span when it is sampled; what is not sampled need not travel. */
export function sampledTraceparent(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || (context.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
  return `00-${context.traceId}-${context.spanId}-01`;
}
