import { isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger as PinoLogger, pino, stdSerializers } from 'pino';
import { redactFields, redactText } from './redact.js';

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly service: string;
  readonly level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where lines go; standard output when missing. */
  readonly destination?: DestinationStream;
}

/** JSON lines with OpenTelemetry's names for time, severity and trace. Secrets and people are redacted by the name of their field. */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    messageKey: 'message',
    formatters: {
      level: (label: string) => ({ severity: label }),
      log: (fields: object) => redactFields({ ...fields }),
    },
    serializers: { err: describeError, error: describeError },
    mixin: activeTrace,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Logs nothing; for tests. */
export const silentLogger = (): Logger => createLogger({ service: 'silent', level: 'silent' });

/** Longest text of a field of an error; drivers quote whole statements and rows. */
const LONGEST_TEXT = 4_000;

/** An error with its causes; rows and parameters that drivers attach stay out of logs. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redactText(error) : typeof error;
  const { type, message, stack, code } = stdSerializers.err(error);
  const texts = { type, message, stack, ...(typeof code === 'string' ? { code } : {}) };
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, redactText(String(text)).slice(0, LONGEST_TEXT)]),
  );
}

function activeTrace(): object {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || !isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}
