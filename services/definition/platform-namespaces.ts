import {
  ARGOCD_NAMESPACE,
  EXTERNAL_SECRETS_NAMESPACE,
  GATEWAY_NAMESPACE,
  MESH_NAMESPACE,
  MONITORING_NAMESPACE,
  STREAMING_NAMESPACE,
} from './names.js';

export const CERT_MANAGER_NAMESPACE = 'cert-manager';
export const EXTERNAL_DNS_NAMESPACE = 'external-dns';
export const ROLLOUTS_NAMESPACE = 'argo-rollouts';
export const EGRESS_NAMESPACE = 'istio-egress';
export const POSTGRES_OPERATOR_NAMESPACE = 'stackgres';
export const ELASTIC_OPERATOR_NAMESPACE = 'elastic-system';
export const LOGGING_NAMESPACE = 'logging';
export const TRACING_NAMESPACE = 'tracing';
/** Kubernetes brings it; the platform creates nothing in it but add-ons of the cluster itself. */
export const KUBE_SYSTEM_NAMESPACE = 'kube-system';

/** Secret that a person puts beside whoever writes names of the zone: its token edits records of that zone and nothing else. */
export const ZONE_TOKEN = { name: 'zone-token', key: 'token' } as const;

/**
 * Every namespace of the platform itself, which the application `foundation` creates before anything else. `podSecurity` is the strictest
 * Pod Security level under which its pods run; `injection` says whether the mesh puts its proxy beside them; `reason` says why it is no stricter,
 * or why it stands outside of the mesh.
 */
export const PLATFORM_NAMESPACES = [
  {
    name: ARGOCD_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'deploys the mesh, so it runs before and without it',
  },
  {
    name: CERT_MANAGER_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'issues what the mesh starts with',
  },
  {
    name: EXTERNAL_SECRETS_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'fetches secrets before the mesh is up, from the API of the cloud',
  },
  {
    name: EXTERNAL_DNS_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'talks to the API server and to the provider of names only',
  },
  {
    name: ROLLOUTS_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'talks to the API server and, for analyses, to the metrics that stand outside of the mesh',
  },
  {
    name: MESH_NAMESPACE,
    podSecurity: 'privileged',
    injection: false,
    reason: 'the CNI plugin writes the network configuration of its node, so that no other pod needs to',
  },
  {
    name: GATEWAY_NAMESPACE,
    podSecurity: 'restricted',
    injection: true,
    reason: 'the pods of its gateways are proxies of the mesh',
  },
  {
    name: EGRESS_NAMESPACE,
    podSecurity: 'restricted',
    injection: true,
    reason: 'the pods of its gateway are proxies of the mesh',
  },
  {
    name: MONITORING_NAMESPACE,
    podSecurity: 'privileged',
    injection: false,
    reason: 'the exporter of node metrics reads its node, and scraping must work when the mesh does not',
  },
  {
    name: LOGGING_NAMESPACE,
    podSecurity: 'privileged',
    injection: false,
    reason: 'the collector of logs reads files of its node, also while the mesh is down',
  },
  {
    name: TRACING_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'takes spans of every proxy, also while the mesh is down',
  },
  {
    name: ELASTIC_OPERATOR_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'an operator: talks to the API server and to what it operates by its own TLS',
  },
  {
    name: POSTGRES_OPERATOR_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'an operator: talks to the API server and to what it operates by its own TLS',
  },
  {
    name: STREAMING_NAMESPACE,
    podSecurity: 'restricted',
    injection: false,
    reason: 'Kafka’s clients bring their own TLS and identities, and its operator stands before the mesh',
  },
] as const satisfies readonly {
  readonly name: string;
  readonly podSecurity: 'restricted' | 'baseline' | 'privileged';
  readonly injection: boolean;
  readonly reason: string;
}[];

export type PlatformNamespace = (typeof PLATFORM_NAMESPACES)[number];
