import { describe, expect, it } from 'vitest';
import type { PlainObject } from '../difference.js';
import { PlannedChanges } from './planned-changes.js';
import type { Resource, StackFile } from './stack-file.js';

type Resources = Readonly<Record<string, PlainObject>>;

function stack(
  resources: Resources,
  more: Partial<StackFile> & { readonly protect?: string; readonly ignored?: string[] } = {},
): StackFile {
  const { protect, ignored = [], ...rest } = more;
  return {
    resources: new Map(
      Object.entries(resources).map(([address, attributes]): [string, Resource] => [
        address,
        { address, type: address.split('.')[0] ?? '', attributes, preventDestroy: address === protect, ignored },
      ]),
    ),
    outputs: {},
    reads: {},
    state: 's3 bucket network',
    providers: {},
    ...rest,
  };
}

const planned = (before: StackFile, after: StackFile): Record<string, string> =>
  Object.fromEntries(
    new PlannedChanges([{ name: 'network', before, after }])
      .of('network')
      .map(({ address, action, forcedBy }) => [address, [action, ...forcedBy].join(' ')]),
  );

const network = (cidr: string): Resources => ({
  'aws_vpc.vpc': { cidr_block: cidr, tags: { Name: 'vpc' } },
  'aws_subnet.a': { vpc_id: '${aws_vpc.vpc.id}', cidr_block: '10.0.1.0/24' },
  'aws_network_acl.acl': { vpc_id: '${aws_vpc.vpc.id}', subnet_ids: ['${aws_subnet.a.id}'] },
  'aws_security_group.open': { name: 'open', description: 'all of ${aws_vpc.vpc.cidr_block}', vpc_id: 'vpc-1' },
  'aws_eip.nat': { domain: 'vpc' },
});

describe('what Terraform would do', () => {
  it('replaces what refers to a replaced resource by an immutable attribute, and nothing else', () => {
    expect(planned(stack(network('10.0.0.0/16')), stack(network('10.1.0.0/16')))).toEqual({
      'aws_vpc.vpc': 'replace cidr_block',
      'aws_subnet.a': 'replace vpc_id',
      'aws_network_acl.acl': 'replace vpc_id',
      'aws_security_group.open': 'replace description',
    });
  });

  it('updates in place what may change, and what refers to nothing new stays', () => {
    const changed = {
      ...network('10.0.0.0/16'),
      'aws_vpc.vpc': { cidr_block: '10.0.0.0/16', tags: { Name: 'other' } },
    };
    expect(planned(stack(network('10.0.0.0/16')), stack(changed))).toEqual({ 'aws_vpc.vpc': 'update' });
  });

  it('destroys and creates what went and came', () => {
    expect(planned(stack({ 'aws_eip.old': {} }), stack({ 'aws_eip.new': {} }))).toEqual({
      'aws_eip.old': 'destroy',
      'aws_eip.new': 'create',
    });
  });

  it('does not guess whether an unknown type can change in place', () => {
    expect(planned(stack({ 'aws_new_thing.x': { a: 1 } }), stack({ 'aws_new_thing.x': { a: 2 } }))).toEqual({
      'aws_new_thing.x': 'perhaps-replace',
    });
  });

  it('leaves out what Terraform ignores', () => {
    const group = (size: number): Resources => ({ 'aws_eks_node_group.g': { scaling_config: { desired_size: size } } });
    const ignored = ['scaling_config.desired_size'];
    expect(planned(stack(group(1), { ignored }), stack(group(2), { ignored }))).toEqual({});
  });

  it('follows the counter of a launch template', () => {
    const group = (text: string): Resources => ({
      'aws_launch_template.t': { name: 't', user_data: text },
      'aws_eks_node_group.g': {
        launch_template: { id: '${aws_launch_template.t.id}', version: '${aws_launch_template.t.latest_version}' },
      },
    });
    expect(planned(stack(group('a')), stack(group('b')))).toEqual({
      'aws_launch_template.t': 'update',
      'aws_eks_node_group.g': 'update',
    });
  });

  it('follows outputs into the stacks that read them', () => {
    const outputs = { vpc: '${aws_vpc.vpc.id}' };
    const reader = stack(
      { 'aws_security_group.nodes': { name: 'nodes', vpc_id: '${data.terraform_remote_state.network.outputs.vpc}' } },
      { state: 's3 bucket cluster', reads: { network: 's3 bucket network' } },
    );
    const changes = new PlannedChanges([
      {
        name: 'network',
        before: stack(network('10.0.0.0/16'), { outputs }),
        after: stack(network('10.1.0.0/16'), { outputs }),
      },
      { name: 'cluster', before: reader, after: reader },
    ]);
    expect(changes.of('cluster')).toMatchObject([
      { address: 'aws_security_group.nodes', action: 'replace', forcedBy: ['vpc_id'] },
    ]);
  });

  it('knows what holds data, and when Terraform refuses', () => {
    const changes = (after: StackFile) =>
      new PlannedChanges([
        { name: 'network', before: stack(network('10.0.0.0/16'), { protect: 'aws_vpc.vpc' }), after },
      ]).of('network');
    const replaced = changes(stack(network('10.1.0.0/16'), { protect: 'aws_vpc.vpc' }));
    expect(replaced.find(({ type }) => type === 'aws_vpc')).toMatchObject({ stateful: true, refused: true });
    // The protection goes with the resource.
    expect(changes(stack({})).find(({ type }) => type === 'aws_vpc')).toMatchObject({ stateful: true, refused: false });
  });
});
