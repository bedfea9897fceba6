import type { Service } from '../../services/definition/platform.js';

export type Objective = NonNullable<Service['slo']>['objectives'][number];

/** PromQL that counts the events of an objective and the bad ones among them; `range` is a duration such as `5m`. */
export interface EventCounts {
  readonly bad: (range: string) => string;
  readonly all: (range: string) => string;
}

/** gRPC codes that are the server's fault: unknown, deadline exceeded, unimplemented, internal, unavailable, data loss. */
const GRPC_FAULTS = '2|4|12|13|14|15';

/**
 * Reads an objective as two counters. Requests are counted by the serving proxy, events by the program itself.
 *
 * @param selector further label matchers, such as `rollouts_pod_template_hash="…"`, empty for all pods
 */
export function eventCounts({ sli }: Objective, namespace: string, selector: string): EventCounts {
  const extra = selector === '' ? '' : `,${selector}`;
  const served = `reporter="destination",destination_service_namespace="${namespace}"${extra}`;
  const increase = (metric: string, labels: string) => (range: string) =>
    `sum(increase(${metric}{${labels}}[${range}]))`;
  // An absent series is a count of zero, as long as there are events at all.
  const orZero = (count: (range: string) => string) => (range: string) => `(${count(range)} or vector(0))`;
  switch (sli.kind) {
    case 'errors': {
      const fault = sli.of === 'http-5xx' ? 'response_code=~"5.."' : `grpc_response_status=~"${GRPC_FAULTS}"`;
      return {
        bad: orZero(increase('istio_requests_total', `${served},${fault}`)),
        all: increase('istio_requests_total', served),
      };
    }
    case 'latency': {
      const all = increase('istio_request_duration_milliseconds_count', served);
      const fast = increase('istio_request_duration_milliseconds_bucket', `${served},${bound(sli.underMs)}`);
      return { bad: (range) => `(${all(range)} - ${fast(range)})`, all };
    }
    case 'processing': {
      const handled = `namespace="${namespace}"${extra}`;
      const all = increase('finflow_event_processing_seconds_count', handled);
      const fast = increase('finflow_event_processing_seconds_bucket', `${handled},${bound(sli.underMs / 1000)}`);
      return { bad: (range) => `(${all(range)} - ${fast(range)})`, all };
    }
  }
}

/** Prometheus 3 writes whole bounds with a decimal, `200.0`, and Prometheus 2 without. */
const bound = (value: number): string => (Number.isInteger(value) ? `le=~"${value}([.]0)?"` : `le="${value}"`);
