import { describe, expect, it } from 'vitest';
import { nodesUp, pooledNodes } from '../node-pools.js';
import { exactly } from '../range.js';
import { expectedUsd, linesOf, resource } from '../testing/fixtures.js';
import { fullLoadOf, growthOf, loadOf, NORMAL, partOfFull, survivorModes } from '../modes.js';
import { locationOf, production } from '../testing/fixtures.js';

const eks = resource('aws_eks_node_group', {
  instance_types: ['m7i.4xlarge'],
  scaling_config: { min_size: 2, max_size: 12, desired_size: 2 },
});
const gke = resource(
  'google_container_node_pool',
  {
    node_locations: ['us-central1-a', 'us-central1-b', 'us-central1-c'],
    initial_node_count: 3,
    autoscaling: { min_node_count: 3, max_node_count: 20 },
    node_config: { machine_type: 'n2-standard-16', disk_type: 'pd-balanced', disk_size_gb: 200 },
  },
  'usc1',
);

describe('node pools', () => {
  it('have the sizes that were synthesized', () => {
    expect(pooledNodes(eks)).toEqual({ machine: 'm7i.4xlarge', min: 2, max: 12 });
    expect(pooledNodes(gke)).toEqual({ machine: 'n2-standard-16', min: 9, max: 60 });
    const totals = resource('google_container_node_pool', {
      node_locations: ['a', 'b', 'c'],
      autoscaling: { total_min_node_count: 4, total_max_node_count: 10 },
      node_config: [{ machine_type: 'n2-standard-4' }],
    });
    expect(pooledNodes(totals)).toEqual({ machine: 'n2-standard-4', min: 4, max: 10 });
    expect(pooledNodes(resource('aws_vpc', {}))).toBeUndefined();
  });

  it('keep what carries the load, within their bounds', () => {
    const pool = { machine: 'm7i.xlarge', min: 2, max: 12 };
    const slack = { low: 1, expected: 1.5, high: 2 };
    expect(nodesUp(pool, { growth: 1, part: 0.5, slack })).toEqual({ low: 2, expected: 3, high: 6 });
    expect(nodesUp(pool, { growth: 1.6, part: 0.1, slack })).toEqual({ low: 4, expected: 6, high: 8 });
    expect(nodesUp(pool, { growth: 9, part: 1, slack })).toEqual(exactly(12));
    expect(nodesUp(pool, { growth: Infinity, part: 1, slack })).toEqual(exactly(12));
    expect(nodesUp({ ...pool, min: 0 }, { growth: 1, part: 1, slack })).toEqual(exactly(0));
  });

  it('cost what their nodes cost: what is always up with some slack, at most what the maximum is built for', () => {
    const [line] = linesOf(eks);
    // Two nodes of 4 xlarge each, 2.3 on average. use1 provisions half of what it carries without Google Cloud: at most 6 of 12.
    expect(line?.monthlyUsd.expected).toBeCloseTo(2.3 * 4 * 0.2016 * 730, 6);
    expect(line?.quantity.high).toBeCloseTo(6 * 4 * 730, 6);
    // Nine nodes of 16 vCPUs and 64 GiB with a disk of 200 GiB, 10.35 on average.
    const lines = linesOf(gke);
    expect(expectedUsd(lines, 'n2-standard-16 vCPUs')).toBeCloseTo(10.35 * 16 * 0.031611 * 730, 6);
    expect(expectedUsd(lines, 'n2-standard-16 memory')).toBeCloseTo(10.35 * 64 * 0.004237 * 730, 6);
    expect(expectedUsd(lines, 'node disks')).toBeCloseTo(10.35 * 200 * 0.1, 6);
  });

  it('double in a survivor that takes over as much as it has', () => {
    const [line] = linesOf(eks, { mode: { name: 'without gcp', lost: 'gcp' } });
    expect(line?.monthlyUsd.expected).toBeCloseTo(4.6 * 4 * 0.2016 * 730, 6);
    expect(line?.quantity.high).toBeCloseTo(12 * 4 * 730, 6);
  });
});

describe('load', () => {
  it('of every jurisdiction is carried in full in every mode', () => {
    for (const mode of [NORMAL, ...survivorModes(production)]) {
      for (const { name } of production.jurisdictions) {
        const carried = production.locations
          .filter(({ jurisdiction }) => jurisdiction === name)
          .map((location) => loadOf(production, location, mode));
        expect(
          carried.reduce((total, part) => total + part, 0),
          `${name} ${mode.name}`,
        ).toBeCloseTo(1, 9);
      }
    }
  });

  it('decides how much of a location is up', () => {
    const [withoutAws, withoutGoogle] = survivorModes(production);
    const use1 = locationOf(production, 'use1');
    const euc1 = locationOf(production, 'euc1');
    const euw4 = locationOf(production, 'euw4');
    expect([withoutAws?.lost, withoutGoogle?.lost]).toEqual(['aws', 'gcp']);
    const figures = [use1, euc1, euw4].map((location) => [
      fullLoadOf(production, location),
      partOfFull(production, location, NORMAL),
      growthOf(production, location, NORMAL),
    ]);
    expect(figures).toEqual([
      [0.5, 0.5, 1],
      [1, 0.5, 1],
      [1, 1, 1],
    ]);
    const withoutGcp = { name: 'without gcp', lost: 'gcp' } as const;
    expect([growthOf(production, use1, withoutGcp), growthOf(production, euc1, withoutGcp)]).toEqual([2, 2]);
    const nothingUp = { ...use1, provisioned: 0 };
    expect([growthOf(production, { ...nothingUp, share: 0 }, NORMAL), growthOf(production, nothingUp, NORMAL)]).toEqual(
      [1, Infinity],
    );
  });

  it('has no survivor where none is promised', () => {
    const promised = {
      ...production,
      environment: {
        ...production.environment,
        recovery: { ...production.environment.recovery, survives: 'zone' as const },
      },
    };
    expect(survivorModes(promised)).toEqual([]);
  });
});
