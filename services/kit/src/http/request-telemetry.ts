import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';
import { durationHistogram, METER_NAME } from '../telemetry/histograms.js';

interface Observed {
  readonly span: Span;
  readonly startedMs: number;
  readonly context: ReturnType<typeof trace.setSpan>;
}

declare module 'fastify' {
  interface FastifyRequest {
    observed: Observed | null;
  }
}

/** nginx's status for a caller that did not wait for the answer; it is no fault of the service. */
const CALLER_GONE = 499;

/**
 * One span, one measurement and one log line for each request, by OpenTelemetry's names for HTTP. They name the route, never the path:
 * paths and subjects identify people.
 */
export function observeRequests(server: FastifyInstance, logger: Logger): void {
  const tracer = trace.getTracer(METER_NAME);
  const duration = durationHistogram('http.server.request.duration');
  server.decorateRequest('observed', null);

  server.addHook('onRequest', (request, reply, done) => {
    const { config, url } = request.routeOptions;
    if (config.internal === true) {
      done();
      return;
    }
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const { method } = request;
    const attributes = { 'http.request.method': method, ...(url === undefined ? {} : { 'http.route': url }) };
    const span = tracer.startSpan(
      url === undefined ? method : `${method} ${url}`,
      { kind: SpanKind.SERVER, attributes },
      parent,
    );
    const active = trace.setSpan(parent, span);
    const observed = { span, startedMs: performance.now(), context: active };
    request.observed = observed;
    // Unlike the framework's onResponse, this comes for callers that go away too.
    reply.raw.once('close', () => {
      finish(observed, request, reply);
    });
    context.with(active, done);
  });
  // The body arrives in the context of its socket, so the request's own is entered once more behind it.
  server.addHook('preValidation', (request, _reply, done) => {
    if (request.observed === null) done();
    else context.with(request.observed.context, done);
  });
  function finish({ span, startedMs, context: active }: Observed, request: FastifyRequest, reply: FastifyReply): void {
    const statusCode = reply.raw.writableEnded ? reply.statusCode : CALLER_GONE;
    const elapsedMs = performance.now() - startedMs;
    const route = request.routeOptions.url ?? 'unknown';
    const measured: Attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'http.response.status_code': statusCode,
    };
    duration.record(elapsedMs / 1000, measured, active);
    if (span.isRecording()) {
      span.setAttribute('http.response.status_code', statusCode);
      if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
    const { traceId, spanId } = span.spanContext();
    const line = {
      method: request.method,
      route,
      status: statusCode,
      durationMs: Math.round(elapsedMs * 100) / 100,
      client: request.verifiedCaller?.clientId,
      trace_id: traceId,
      span_id: spanId,
    };
    if (statusCode >= 500) logger.warn(line, 'answered');
    else logger.info(line, 'answered');
  }
}
