import { describe, expect, it } from 'vitest';
import { samplesToNotice, stepSamples, trafficReaches } from './canary-samples.js';

const traffic = { transactionsPerSecond: 700, typicalLoad: 0.35, share: 0.25, requestsPerTransaction: 2 };

describe('samplesToNotice', () => {
  it.each([
    [99.99, 2079],
    [99.9, 207],
    [99, 20],
  ])('at %s percent needs %s requests', (target, requests) => {
    expect(samplesToNotice(target)).toBe(requests);
  });

  it('has no answer where the page-level rate is above every possible error rate', () => {
    expect(samplesToNotice(93)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('traffic of a step', () => {
  it('is the location’s ordinary load at the step’s weight', () => {
    expect(stepSamples(traffic, 1, 1800)).toBe(2205);
  });

  it('reaches the analysis only when every held step sees enough', () => {
    const steps = [
      { weight: 1, holdSeconds: 1800 },
      { weight: 10, holdSeconds: 900 },
      { weight: 100, holdSeconds: 0 },
    ];
    expect(trafficReaches(traffic, steps, 2100)).toBe(true);
    expect(trafficReaches(traffic, steps, 2300)).toBe(false);
    expect(trafficReaches({ ...traffic, share: 0 }, steps, 1)).toBe(false);
  });
});
