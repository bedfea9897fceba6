import type { ICustomResourceMetadata } from './metadata.js';

/** A certificate that cert-manager keeps in a secret; the part of its API that is used here. */
export interface ICertificate {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Certificate';
  readonly metadata: ICustomResourceMetadata;
  readonly spec: {
    readonly secretName: string;
    readonly dnsNames: readonly string[];
    readonly duration?: string;
    readonly renewBefore?: string;
    readonly revisionHistoryLimit?: number;
    readonly privateKey: { readonly algorithm: 'ECDSA'; readonly size: 256; readonly rotationPolicy: 'Always' };
    readonly usages: readonly ('digital signature' | 'server auth')[];
    readonly issuerRef: { readonly group: 'cert-manager.io'; readonly kind: 'ClusterIssuer'; readonly name: string };
  };
}
