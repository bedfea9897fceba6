import type { ICustomResourceMetadata } from './metadata.js';

interface SecretKey {
  readonly name: string;
  readonly key: string;
}

/** Who signs certificates for the whole cluster: a public authority that asks for a DNS record, or each certificate itself. */
export interface IClusterIssuer {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'ClusterIssuer';
  readonly metadata: ICustomResourceMetadata;
  readonly spec:
    | { readonly selfSigned: Record<string, never> }
    | {
        readonly acme: {
          readonly server: string;
          readonly email: string;
          readonly privateKeySecretRef: { readonly name: string };
          readonly solvers: readonly {
            readonly selector: { readonly dnsZones: readonly string[] };
            readonly dns01: { readonly cloudflare: { readonly apiTokenSecretRef: SecretKey } };
          }[];
        };
      };
}
