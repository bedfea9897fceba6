import { describe, expect, it } from 'vitest';
import { nodesUp, pooledNodes } from '../node-pools.js';
import { exactly } from '../range.js';
import { expectedUsd, linesOf, resource } from '../testing/fixtures.js';
import { fullLoadOf, loadOf, NORMAL, survivorModes, upPart } from '../modes.js';
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

  it('keep whole nodes within their bounds', () => {
    const pool = { machine: 'm7i.xlarge', min: 1, max: 3 };
    expect(nodesUp(pool, 0.5, exactly(1))).toEqual(exactly(2));
    expect(nodesUp(pool, 0, exactly(1))).toEqual(exactly(1));
    expect(nodesUp(pool, 1, { low: 0.5, expected: 1, high: 2 })).toEqual({ low: 2, expected: 3, high: 3 });
  });

  it('cost what their nodes cost: half of the largest count where a location provisions half of what it may have to carry', () => {
    // use1 provisions 0.25 of the US and carries 0.5 without Google Cloud: 6 of 12 nodes of 4 xlarge each.
    expect(expectedUsd(linesOf(eks), 'm7i.4xlarge')).toBeCloseTo(6 * 4 * 0.2016 * 730, 6);
    // usc1 provisions 0.5 and carries everything without AWS: 30 of 60 nodes of 16 vCPUs and 64 GiB.
    const lines = linesOf(gke);
    expect(expectedUsd(lines, 'n2-standard-16 vCPUs')).toBeCloseTo(30 * 16 * 0.031611 * 730, 6);
    expect(expectedUsd(lines, 'n2-standard-16 memory')).toBeCloseTo(30 * 64 * 0.004237 * 730, 6);
    expect(expectedUsd(lines, 'node disks')).toBeCloseTo(30 * 200 * 0.1, 6);
  });

  it('are at their largest in the survivor', () => {
    const withoutGoogle = { name: 'without gcp', lost: 'gcp' } as const;
    expect(expectedUsd(linesOf(eks, { mode: withoutGoogle }), 'm7i.4xlarge')).toBeCloseTo(12 * 4 * 0.2016 * 730, 6);
  });
});

describe('load', () => {
  it('of every jurisdiction is carried in full in every mode', () => {
    for (const mode of [NORMAL, ...survivorModes(production)]) {
      for (const { name } of production.jurisdictions) {
        const carried = production.locations
          .filter(({ jurisdiction }) => jurisdiction === name)
          .map((location) => loadOf(production, location, mode));
        expect(carried.reduce((total, part) => total + part, 0), `${name} ${mode.name}`).toBeCloseTo(1, 9);
      }
    }
  });

  it('decides how much of a location is up', () => {
    const [withoutAws, withoutGoogle] = survivorModes(production);
    const use1 = locationOf(production, 'use1');
    const euc1 = locationOf(production, 'euc1');
    const euw4 = locationOf(production, 'euw4');
    expect([withoutAws?.lost, withoutGoogle?.lost]).toEqual(['aws', 'gcp']);
    expect([fullLoadOf(production, use1), upPart(production, use1, NORMAL)]).toEqual([0.5, 0.5]);
    expect([fullLoadOf(production, euc1), upPart(production, euc1, NORMAL)]).toEqual([1, 0.5]);
    expect([fullLoadOf(production, euw4), upPart(production, euw4, NORMAL)]).toEqual([1, 1]);
    expect(upPart(production, euc1, { name: 'without gcp', lost: 'gcp' })).toBe(1);
  });

  it('has no survivor where none is promised', () => {
    const promised = { ...production, environment: { ...production.environment, recovery: { ...production.environment.recovery, survives: 'zone' as const } } };
    expect(survivorModes(promised)).toEqual([]);
  });
});
