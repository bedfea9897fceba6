import { listAt, numberAt, textAt } from '../../../policies/engine/json.js';
import type { PlannedStack } from '../../../services/definition/platform.js';
import { HOURS_A_MONTH } from '../categories.js';
import { pooledNodes } from '../node-pools.js';
import { gigabytesOf, type CostLine, type Pricers, type PricingContext } from '../pricing-context.js';
import { exactly, mapRange, product, ZERO, type Range } from '../range.js';
import { referenced, type StackResource } from '../stack-resources.js';
import { amazonMachine } from './machine-types.js';

/** Managed clusters, their nodes, their load balancers and capacity that is kept free for them. */
export const awsCompute: Pricers = {
  aws_eks_cluster: ({ attributes }, context) => {
    const extended = textAt(listAt(attributes, 'upgrade_policy')[0], 'support_type') === 'EXTENDED';
    const balancers = context.usage.of('loadBalancersPerCluster');
    const traffic = gigabytesOf(context.requests, context.usage.of('publicKilobytesPerRequest'));
    return [
      context.charge('aws', {
        category: 'cluster',
        item: 'control plane',
        quantity: HOURS_A_MONTH,
        price: extended ? 'eks/cluster-extended' : 'eks/cluster',
      }),
      context.charge('aws', {
        category: 'network',
        item: 'load balancers of the cluster',
        price: 'elb/network-hour',
        quantity: product(balancers, HOURS_A_MONTH),
      }),
      // A capacity unit of a network load balancer processes 1 GB an hour.
      context.charge('aws', {
        category: 'network',
        item: 'load balancer capacity units',
        price: 'elb/network-lcu',
        quantity: traffic,
      }),
    ];
  },
  aws_eks_node_group: (resource, context) => {
    const machine = pooledNodes(resource)?.machine ?? '';
    const nodes = context.nodesOf(resource);
    const template = referenced(resource, 'launch_template.id', context.resources);
    const gigabytes =
      template === undefined
        ? (numberAt(resource.attributes, 'disk_size') ?? 20)
        : volumeGigabytes(template.attributes);
    return [
      instanceHours(context, machine, nodes, machine),
      context.charge('aws', {
        category: 'storage',
        item: 'node volumes',
        price: 'ebs/gp3',
        quantity: product(nodes, gigabytes),
      }),
    ];
  },
  aws_ec2_capacity_reservation: (resource, context) => {
    const machine = textAt(resource.attributes, 'instance_type') ?? '';
    const count = numberAt(resource.attributes, 'instance_count') ?? 0;
    // Running nodes take an open reservation by themselves, and a targeted one only when their template names it.
    const nodes = isOpen(resource) ? context.nodesUp(machine) : ZERO;
    const reserved = context.resources
      .filter(({ type, stack, attributes }) => {
        const same = type === resource.type && sharesPlace(stack, resource.stack);
        return same && textAt(attributes, 'instance_type') === machine;
      })
      .filter(isOpen)
      .reduce((total, { attributes }) => total + (numberAt(attributes, 'instance_count') ?? 0), 0);
    return [instanceHours(context, machine, unusedOf(count, reserved, nodes), 'reserved capacity without a node')];
  },
};

const isOpen = ({ attributes }: StackResource): boolean => textAt(attributes, 'instance_match_criteria') !== 'targeted';

/** A reserved machine costs the same with and without a node on it; the nodes are charged already, so only the rest is. */
export function unusedOf(count: number, reserved: number, nodes: Range): Range {
  const unused = (running: number): number => (reserved === 0 ? count : count * Math.max(0, 1 - running / reserved));
  // Many nodes leave little unused: the bounds swap.
  const { low, expected, high } = mapRange(nodes, unused);
  return { low: Math.min(low, high), expected, high: Math.max(low, high) };
}

/** Whether two stacks hold parts of the same location. */
export const sharesPlace = (one: PlannedStack, other: PlannedStack): boolean =>
  one.locations.some((location) => other.locations.includes(location));

function instanceHours(context: PricingContext, machine: string, count: Range, item: string): CostLine {
  const { family, xlarges } = amazonMachine(machine);
  return context.charge('aws', {
    category: 'compute',
    item,
    price: `ec2/${family}`,
    quantity: product(count, exactly(xlarges), HOURS_A_MONTH),
  });
}

function volumeGigabytes(template: StackResource['attributes']): number {
  return listAt(template, 'block_device_mappings').reduce<number>(
    (total, mapping) => total + (numberAt(listAt(mapping, 'ebs')[0], 'volume_size') ?? 0),
    0,
  );
}
