import { listAt, numberAt, textAt, textsAt } from '../../policies/engine/json.js';
import { mapRange, ZERO, type Range } from './range.js';
import type { StackResource } from './stack-resources.js';
import { UnknownPrice } from './unknown-price.js';

/** The nodes that one synthesized pool can have. */
export interface PooledNodes {
  readonly machine: string;
  readonly min: number;
  readonly max: number;
}

/** The size of a pool as it was synthesized; undefined for other resources. */
export function pooledNodes(resource: StackResource): PooledNodes | undefined {
  if (resource.type === 'aws_eks_node_group') return eksNodes(resource);
  return resource.type === 'google_container_node_pool' ? gkeNodes(resource) : undefined;
}

/** How a location's load stands to its pools. */
export interface Demand {
  /** How many times what is always up is needed. */
  readonly growth: number;
  /** What is needed as a part of the most that the location is built to carry. */
  readonly part: number;
  /** How many more nodes than needed the autoscaler keeps, on average over a month. */
  readonly slack: Range;
}

/**
 * Nodes of a pool that are up, on average over a month.
 *
 * A pool's minimum carries what the location provisions, so `⌈min × growth⌉` carry its load, times the autoscaler's slack. The high bound is
 * the other way to read a pool: that its maximum carries the most that the location is built for, hence `⌈max × part⌉`. Neither leaves the
 * pool's own bounds, and a pool that keeps nothing up is counted as empty.
 */
export function nodesUp({ min, max }: PooledNodes, { growth, part, slack }: Demand): Range {
  if (min === 0) return ZERO;
  const needed = Math.min(max, roundUp(min * growth));
  const { low, expected, high } = mapRange(slack, (times) => Math.min(max, needed * times));
  return { low, expected, high: Math.max(high, Math.min(max, roundUp(max * part))) };
}

/** 12 × 0.5 must not become 7 because of binary fractions. */
const roundUp = (amount: number): number => Math.ceil(Number(amount.toFixed(6)));

function eksNodes({ attributes, name }: StackResource): PooledNodes {
  const [machine] = textsAt(attributes, 'instance_types');
  const sizes = listAt(attributes, 'scaling_config')[0];
  if (machine === undefined) throw new UnknownPrice(`${name} names no instance type`);
  const min = numberAt(sizes, 'min_size') ?? 0;
  return { machine, min, max: numberAt(sizes, 'max_size') ?? min };
}

/** GKE counts per zone, unless the pool names totals. */
function gkeNodes({ attributes, name }: StackResource): PooledNodes {
  const machine = textAt(listAt(attributes, 'node_config')[0], 'machine_type');
  if (machine === undefined) throw new UnknownPrice(`${name} names no machine type`);
  const zones = Math.max(1, listAt(attributes, 'node_locations').length);
  const scaling = listAt(attributes, 'autoscaling')[0];
  const fixed = numberAt(attributes, 'node_count') ?? numberAt(attributes, 'initial_node_count') ?? 0;
  const min = numberAt(scaling, 'total_min_node_count') ?? zones * (numberAt(scaling, 'min_node_count') ?? fixed);
  const max = numberAt(scaling, 'total_max_node_count') ?? zones * (numberAt(scaling, 'max_node_count') ?? fixed);
  return { machine, min, max };
}
