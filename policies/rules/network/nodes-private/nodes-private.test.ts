import { describe, expect, it } from 'vitest';
import type { EditableObject } from '../../../testing/mutation.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { nodesPrivate } from './nodes-private.js';

const STATE = { bucket: 'finflow-example-use1', key: 'example/use1/network/terraform.tfstate' };

/** A network stack whose subnet leads out by the given attribute, and a cluster stack that reads its output. */
const location = (route: EditableObject, output = 'subnet') => ({
  stacks: {
    'example-use1-network': {
      terraform: { backend: { s3: STATE } },
      output: { subnet: { value: '${aws_subnet.nodes.id}' } },
      resource: {
        aws_subnet: { nodes: { map_public_ip_on_launch: false } },
        aws_internet_gateway: { internet: {} },
        aws_nat_gateway: { nat: {} },
        aws_route_table: { table: {} },
        aws_route_table_association: {
          routing: { subnet_id: '${aws_subnet.nodes.id}', route_table_id: '${aws_route_table.table.id}' },
        },
        aws_route: { out: { route_table_id: '${aws_route_table.table.id}', ...route } },
      },
    },
    'example-use1-cluster': {
      data: { terraform_remote_state: { network: { backend: 's3', config: STATE } } },
      resource: {
        aws_eks_node_group: { general: { subnet_ids: [`\${data.terraform_remote_state.network.outputs.${output}}`] } },
      },
    },
  },
});

describe('NET-004 private nodes', () => {
  it('passes nodes whose subnet, in another stack, leads out by NAT', () => {
    expect(outcomesOf(nodesPrivate, location({ nat_gateway_id: '${aws_nat_gateway.nat.id}' }))).toEqual([
      'pass',
      'pass',
    ]);
  });

  it('fails nodes whose subnet is routed to the internet gateway', () => {
    expect(messagesOf(nodesPrivate, location({ gateway_id: '${aws_internet_gateway.internet.id}' }))).toEqual([
      'aws_subnet.nodes is routed to the internet gateway',
    ]);
  });

  it('does not know subnets that no stack exports', () => {
    expect(outcomesOf(nodesPrivate, location({}, 'forgotten'))).toContain('unknown');
  });

  it('fails public addresses of machines, subnets and node pools', () => {
    const resource = {
      aws_launch_template: { nodes: { network_interfaces: [{ associate_public_ip_address: 'true' }] } },
      google_container_node_pool: { general: {} },
      aws_subnet: { open: { map_public_ip_on_launch: true } },
    };
    expect(outcomesOf(nodesPrivate, { stacks: { 'example-use1-cluster': { resource } } })).toEqual([
      'fail',
      'fail',
      'fail',
    ]);
  });

  it('is not applicable without nodes', () => {
    expect(outcomesOf(nodesPrivate, {})).toEqual(['not-applicable']);
  });
});
