import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { metrics } from '@opentelemetry/api';
import { METER_NAME } from './histograms.js';

const NANOSECONDS_PER_SECOND = 1e9;

/** What this process uses, measured when Prometheus asks. */
export function observeProcess(): void {
  const meter = metrics.getMeter(METER_NAME);
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let utilization = performance.eventLoopUtilization();

  meter
    .createObservableGauge('nodejs_eventloop_delay_p99_seconds', {
      description: 'P99 of event loop delay since the last scrape',
    })
    .addCallback((result) => {
      result.observe(delay.percentile(99) / NANOSECONDS_PER_SECOND);
      delay.reset();
    });
  meter
    .createObservableGauge('nodejs_eventloop_utilization', {
      description: 'Share of time not idle since the last scrape',
    })
    .addCallback((result) => {
      const now = performance.eventLoopUtilization();
      result.observe(performance.eventLoopUtilization(now, utilization).utilization);
      utilization = now;
    });
  meter
    .createObservableGauge('process_resident_memory_bytes', { description: 'Resident memory' })
    .addCallback((result) => {
      result.observe(process.memoryUsage.rss());
    });
  meter.createObservableGauge('v8js_heap_used_bytes', { description: 'Used JavaScript heap' }).addCallback((result) => {
    result.observe(process.memoryUsage().heapUsed);
  });
  meter.createObservableCounter('process_cpu_seconds', { description: 'CPU time used' }).addCallback((result) => {
    const { user, system } = process.cpuUsage();
    result.observe((user + system) / 1e6);
  });
}
