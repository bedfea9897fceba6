import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PrometheusExporter } from '@opentelemetry/exporter-prometheus';

/** Where Prometheus scrapes a program. */
export interface MetricsEndpoint {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Serves `/metrics` on a port of its own, so that the mesh and callers never see it. Port 0 takes any free one. */
export async function serveMetrics(exporter: PrometheusExporter, port: number, host: string): Promise<MetricsEndpoint> {
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] === '/metrics') exporter.getMetricsRequestHandler(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
