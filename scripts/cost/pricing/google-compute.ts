import { at, listAt, numberAt, textAt } from '../../../policies/engine/json.js';
import { HOURS_A_MONTH } from '../categories.js';
import { pooledNodes } from '../node-pools.js';
import { gigabytesOf, type CostLine, type PricingContext, type Pricers } from '../pricing-context.js';
import { product, ZERO, type Range } from '../range.js';
import type { StackResource } from '../stack-resources.js';
import { sharesPlace, unusedOf } from './aws-compute.js';
import { googleMachine } from './machine-types.js';

/** Price ids of disk types. */
const DISK_PRICES: Readonly<Record<string, string>> = {
  'pd-standard': 'disk/standard-gib-month',
  'pd-balanced': 'disk/balanced-gib-month',
  'pd-ssd': 'disk/ssd-gib-month',
  'hyperdisk-balanced': 'disk/hyperdisk-balanced-gib-month',
};

/** Managed clusters, their nodes, their load balancers and capacity that is kept free for them. */
export const googleCompute: Pricers = {
  google_container_cluster: (_resource, context) => [
    context.charge('gcp', {
      category: 'cluster',
      item: 'control plane',
      price: 'gke/cluster-hour',
      quantity: HOURS_A_MONTH,
    }),
    context.charge('gcp', {
      category: 'network',
      item: 'load balancers of the cluster',
      price: 'load-balancing/rule-hour',
      quantity: product(context.usage.of('loadBalancersPerCluster'), HOURS_A_MONTH),
    }),
    context.charge('gcp', {
      category: 'network',
      item: 'load balancer processing',
      price: 'load-balancing/gb',
      quantity: gigabytesOf(context.requests, context.usage.of('publicKilobytesPerRequest')),
    }),
  ],
  google_container_node_pool: (resource, context) => {
    const nodes = context.nodesOf(resource);
    const node = listAt(resource.attributes, 'node_config')[0];
    const disk = textAt(node, 'disk_type') ?? 'pd-balanced';
    return [
      ...machineHours(context, pooledNodes(resource)?.machine ?? '', nodes),
      context.charge('gcp', {
        category: 'storage',
        item: 'node disks',
        price: DISK_PRICES[disk] ?? `disk/${disk}`,
        quantity: product(nodes, numberAt(node, 'disk_size_gb') ?? 100),
      }),
    ];
  },
  google_compute_reservation: (resource, context) => {
    const count = reservedCount(resource.attributes);
    const machine = reservedMachine(resource.attributes);
    const nodes = isOpen(resource) ? context.nodesUp(machine) : ZERO;
    const reserved = context.resources
      .filter(({ type, stack }) => type === resource.type && sharesPlace(stack, resource.stack))
      .filter((other) => isOpen(other) && reservedMachine(other.attributes) === machine)
      .reduce((total, { attributes }) => total + reservedCount(attributes), 0);
    return machineHours(context, machine, unusedOf(count, reserved, nodes), ' reserved without a node');
  },
};

/** Any matching machine takes it, also one that runs already. */
const isOpen = ({ attributes }: StackResource): boolean => at(attributes, 'specific_reservation_required') !== true;

/** Google's bill for a machine has one line for vCPUs and one for memory. */
function machineHours(context: PricingContext, machine: string, count: Range, suffix = ''): CostLine[] {
  const { family, vcpus, gib } = googleMachine(machine);
  return [
    context.charge('gcp', {
      category: 'compute',
      item: `${machine} vCPUs${suffix}`,
      price: `compute/${family}-vcpu-hour`,
      quantity: product(count, vcpus, HOURS_A_MONTH),
    }),
    context.charge('gcp', {
      category: 'compute',
      item: `${machine} memory${suffix}`,
      price: `compute/${family}-gib-hour`,
      quantity: product(count, gib, HOURS_A_MONTH),
    }),
  ];
}

const reservation = (attributes: Parameters<typeof listAt>[0]) => listAt(attributes, 'specific_reservation')[0];
const reservedCount = (attributes: Parameters<typeof listAt>[0]): number =>
  numberAt(reservation(attributes), 'count') ?? 0;
const reservedMachine = (attributes: Parameters<typeof listAt>[0]): string =>
  textAt(listAt(reservation(attributes), 'instance_properties')[0], 'machine_type') ?? '';
