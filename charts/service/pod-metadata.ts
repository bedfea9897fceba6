import type { Service } from '../../services/definition/platform.js';
import type { Labels } from '../labels.js';
import { PRE_STOP_SECONDS } from './container.js';

/** Istio's default bounds in milliseconds; those of the latency objectives are added, so that they can be measured exactly. */
const HISTOGRAM_BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/** The proxy's share of a pod: requests equal limits, so the whole pod is Guaranteed. */
const PROXY_RESOURCES = {
  'sidecar.istio.io/proxyCPU': '200m',
  'sidecar.istio.io/proxyCPULimit': '200m',
  'sidecar.istio.io/proxyMemory': '192Mi',
  'sidecar.istio.io/proxyMemoryLimit': '192Mi',
};

/** Labels and annotations by which the mesh treats a pod. */
export function podMetadata(service: Service, labels: Labels, contractChecksum: string) {
  const { metrics } = service.runtime.ports;
  const drainSeconds = Math.max(1, service.runtime.terminationGraceSeconds - PRE_STOP_SECONDS);
  return {
    labels: { ...labels, 'sidecar.istio.io/inject': 'true' },
    annotations: {
      'finflow.io/contract-checksum': contractChecksum,
      'finflow.io/oncall-schedule': service.oncall.schedule,
      'finflow.io/runbook': service.oncall.runbook,
      // The agent scrapes these and serves them with the proxy's own on port 15020: scraping crosses no mutual TLS port.
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(metrics.port),
      'prometheus.io/path': '/metrics',
      'proxy.istio.io/config': JSON.stringify({
        holdApplicationUntilProxyStarts: true,
        terminationDrainDuration: `${drainSeconds}s`,
      }),
      'sidecar.istio.io/rewriteAppHTTPProbers': 'true',
      'sidecar.istio.io/statsHistogramBuckets': JSON.stringify({ istiocustom: histogramBoundsMs(service) }),
      ...PROXY_RESOURCES,
    },
  };
}

/** Bounds of the proxy's latency histogram, ascending. */
export function histogramBoundsMs({ slo }: Service): number[] {
  const objectives = (slo?.objectives ?? []).flatMap(({ sli }) => (sli.kind === 'latency' ? [sli.underMs] : []));
  return [...new Set([...HISTOGRAM_BOUNDS_MS, ...objectives])].sort((a, b) => a - b);
}
