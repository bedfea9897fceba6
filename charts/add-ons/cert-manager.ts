import type { AddOnsOf } from './add-on.js';

/** Issues and renews the certificates of gateways and webhooks. */
export const certManager: AddOnsOf = () => [
  {
    release: 'cert-manager',
    wave: 'operators',
    namespace: 'cert-manager',
    values: { crds: { enabled: true, keep: true }, replicaCount: 2 },
  },
];
