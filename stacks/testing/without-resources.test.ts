import { describe, expect, it } from 'vitest';
import { withoutResources } from './without-resources.js';

const stack = {
  terraform: { required_providers: {} },
  resource: {
    aws_eks_cluster: { cluster: { name: 'c', depends_on: ['aws_iam_role.cluster-role'] } },
    aws_eks_addon: { dns: { cluster_name: '${aws_eks_cluster.cluster.name}' } },
    aws_iam_role: { 'cluster-role': { name: 'r' }, cluster: { name: 's' } },
    aws_iam_role_policy: { p: { role: '${aws_iam_role.cluster-role.id}' } },
  },
  data: { aws_eks_cluster_auth: { token: { name: '${aws_eks_addon.dns.cluster_name}' } } },
  output: { dns: { value: '${aws_eks_addon.dns.id}' }, role: { value: '${aws_iam_role.cluster.arn}' } },
};

describe('withoutResources', () => {
  it('takes out what was asked for and whatever refers to it, through others and in outputs', () => {
    const { stack: reduced, removed } = withoutResources(stack, (type) => type === 'aws_eks_cluster');
    expect(removed).toEqual(['aws_eks_addon.dns', 'aws_eks_cluster.cluster', 'data.aws_eks_cluster_auth.token']);
    expect(reduced).toMatchObject({ terraform: stack.terraform, output: { role: stack.output.role } });
    expect(Object.keys(reduced.resource ?? {})).toEqual(['aws_iam_role', 'aws_iam_role_policy']);
    expect(reduced.output).not.toHaveProperty('dns');
  });

  it('follows depends_on, and takes no longer name for a shorter one', () => {
    const { removed } = withoutResources(stack, (type, name) => type === 'aws_iam_role' && name === 'cluster-role');
    expect(removed).toContain('aws_eks_cluster.cluster');
    const other = withoutResources(stack, (type, name) => type === 'aws_iam_role' && name === 'cluster');
    expect(other.removed).toEqual(['aws_iam_role.cluster']);
  });

  it('leaves the stack as it is when nothing is unwanted', () => {
    expect(withoutResources(stack, () => false)).toEqual({ stack, removed: [] });
  });
});
