/** Every location runs its own Argo CD, so it deploys to its own cluster only and survives the loss of every other one. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';
