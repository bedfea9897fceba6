export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged';

/** Pod Security in the rules of one Kubernetes version, so that an upgrade cannot change the verdict by itself. */
export function podSecurityLabels(
  kubernetesVersion: string,
  level: PodSecurityLevel = 'restricted',
): Record<string, string> {
  const modes = ['enforce', 'audit', 'warn'];
  return Object.fromEntries(
    modes.flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
    ]),
  );
}
