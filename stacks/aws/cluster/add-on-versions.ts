export type AddOnName =
  'aws-ebs-csi-driver' | 'coredns' | 'eks-pod-identity-agent' | 'kube-proxy' | 'snapshot-controller' | 'vpc-cni';

/**
 * Versions of the EKS add-ons for each Kubernetes version, moved together and on purpose: what published 1.33 clusters
 * ran side by side in late 2025. `aws eks describe-addon-versions --kubernetes-version <version>` lists newer ones.
 */
export const ADD_ON_VERSIONS: Readonly<Record<string, Readonly<Record<AddOnName, string>>>> = {
  '1.33': {
    'aws-ebs-csi-driver': 'v1.48.0-eksbuild.2',
    coredns: 'v1.12.4-eksbuild.1',
    'eks-pod-identity-agent': 'v1.3.8-eksbuild.2',
    'kube-proxy': 'v1.33.3-eksbuild.6',
    'snapshot-controller': 'v8.3.0-eksbuild.1',
    'vpc-cni': 'v1.20.2-eksbuild.1',
  },
};

/** The pinned versions for a Kubernetes version; one without a row must be looked up first. */
export function addOnVersions(kubernetesVersion: string): Readonly<Record<AddOnName, string>> {
  const versions = ADD_ON_VERSIONS[kubernetesVersion];
  if (versions === undefined) {
    throw new RangeError(`add-on-versions.ts has no row for Kubernetes ${kubernetesVersion}`);
  }
  return versions;
}
