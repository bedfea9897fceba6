import { isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { REDACTED_PATHS } from './redacted-paths.js';

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly service: string;
  readonly level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where lines go; standard output when missing. */
  readonly destination?: DestinationStream;
}

/** JSON lines with OpenTelemetry's names for time, severity and trace. Secrets and people are redacted by field name. */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    messageKey: 'message',
    formatters: { level: (label: string) => ({ severity: label }) },
    mixin: activeTrace,
    redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Logs nothing; for tests. */
export const silentLogger = (): Logger => createLogger({ service: 'silent', level: 'silent' });

function activeTrace(): object {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || !isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}
