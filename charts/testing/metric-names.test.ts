import { expect, it } from 'vitest';
import { metricNames } from './metric-names.js';

it.each([
  ['sum by (le, job) (rate(a_bucket{x="}y"}[5m])) / on(job) group_left(b) c:d:e', ['a_bucket', 'c:d:e']],
  ['absent(kafka_brokers) and on() (time() - up offset 1d < 86400)', ['kafka_brokers', 'up']],
  ['60 * sum_over_time((max by (n) (x{p=~"A|B"}))[7d:1m]) > bool 1e9', ['x']],
  ['vector(1)', []],
  ['histogram_quantile(0.99, sum by (le) (rate(h_bucket[10m]))) > 30', ['h_bucket']],
])('%s', (expression, names) => {
  expect(metricNames(expression)).toEqual(names);
});
