import { expect, it } from 'vitest';
import { locationBudgetUsd } from './location-budget.js';
import { platformOf } from './testing/synthesized-stacks.js';

const platform = platformOf('production');
const budgets = Object.fromEntries(platform.locations.map((each) => [each.name, locationBudgetUsd(platform, each)]));

it('shares the budget out by the load that each location keeps up', () => {
  // 700 × 0.25, 700 × 0.25, 700 × 0.5, 300 × 1.0 and 300 × 0.5 of 1,150 transactions per second.
  expect(budgets).toEqual({ use1: 19_173, usw2: 19_173, usc1: 38_347, euw4: 32_869, euc1: 16_434 });
});

it('never spends more than the environment has', () => {
  const sum = Object.values(budgets).reduce((total, budget) => total + budget, 0);
  expect(sum).toBeLessThanOrEqual(platform.environment.budget.monthlyUsd);
  expect(sum).toBeGreaterThan(platform.environment.budget.monthlyUsd - platform.locations.length);
});

it('leaves at least a dollar where nothing is provisioned', () => {
  const locations = platform.locations.map((each) => ({ ...each, provisioned: 0 }));
  const idle = {
    ...platform,
    locations,
    environment: { ...platform.environment, budget: { ...platform.environment.budget, monthlyUsd: 3 } },
  };
  expect(locations.map((each) => locationBudgetUsd(idle, each))).toEqual([1, 1, 1, 1, 1]);
});
