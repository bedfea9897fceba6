import { expect, it } from 'vitest';
import { differingPaths, traceReads } from './read-trace.js';

const data = { name: 'use1', zones: [{ id: 'a' }, { id: 'b' }], tags: { team: 'platform' } };

it('remembers what was read and nothing else', () => {
  const { traced, wasRead } = traceReads(data);
  expect(traced.zones[1]?.id).toBe('b');
  expect(wasRead(['zones', 1, 'id'])).toBe(true);
  expect(wasRead(['zones', 0, 'id'])).toBe(false);
  expect(wasRead(['name'])).toBe(false);
});

it('sees reading by iteration, spreading and serialization', () => {
  const { traced, wasRead } = traceReads(data);
  expect({ ...traced.tags }).toEqual({ team: 'platform' });
  expect(traced.zones.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(wasRead(['tags', 'team'])).toBe(true);
  expect(wasRead(['zones', 0, 'id'])).toBe(true);
  const whole = traceReads(data);
  JSON.stringify(whole.traced);
  expect(whole.wasRead(['zones', 1, 'id'])).toBe(true);
});

it('works on frozen data', () => {
  expect(traceReads(Object.freeze({ inner: Object.freeze({ value: 1 }) })).traced.inner.value).toBe(1);
});

it('names the innermost place of a difference', () => {
  expect(differingPaths(data, { ...data, name: 'usw2' })).toEqual([['name']]);
  expect(differingPaths(data, { ...data, zones: [{ id: 'a' }, { id: 'c' }] })).toEqual([['zones', 1, 'id']]);
  expect(differingPaths(data, { ...data, zones: [{ id: 'a' }] })).toEqual([['zones']]);
  expect(differingPaths(data, structuredClone(data))).toEqual([]);
});
