import type { ContainerClusterConfig } from '@cdktf/provider-google/lib/container-cluster/index.js';

/** Control plane and workloads; KCP_* are connections and shells into Google's side of the control plane. */
const LOGGED_COMPONENTS = [
  'SYSTEM_COMPONENTS',
  'APISERVER',
  'CONTROLLER_MANAGER',
  'SCHEDULER',
  'KCP_CONNECTION',
  'KCP_SSHD',
  'KCP_HPA',
  'WORKLOADS',
];

const MEASURED_COMPONENTS = [
  'SYSTEM_COMPONENTS',
  'APISERVER',
  'CONTROLLER_MANAGER',
  'SCHEDULER',
  'STORAGE',
  'POD',
  'DEPLOYMENT',
  'STATEFULSET',
  'DAEMONSET',
  'HPA',
  'CADVISOR',
  'KUBELET',
];

/** Nobody enters without an identity: no anonymous requests, passwords, client certificates or blanket bindings. */
export const ACCESS_SETTINGS = {
  masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
  anonymousAuthenticationConfig: { mode: 'LIMITED' },
  rbacBindingConfig: {
    enableInsecureBindingSystemAuthenticated: false,
    enableInsecureBindingSystemUnauthenticated: false,
  },
  enableLegacyAbac: false,
} satisfies Partial<ContainerClusterConfig>;

/** What the cluster records and measures about itself. */
export const OBSERVATION_SETTINGS = {
  loggingConfig: { enableComponents: LOGGED_COMPONENTS },
  monitoringConfig: {
    enableComponents: MEASURED_COMPONENTS,
    advancedDatapathObservabilityConfig: { enableMetrics: true, enableRelay: false },
    // Prometheus runs inside of the cluster, the same on both clouds.
    managedPrometheus: { enabled: false },
  },
  securityPostureConfig: { mode: 'BASIC', vulnerabilityMode: 'VULNERABILITY_ENTERPRISE' },
  costManagementConfig: { enabled: true },
} satisfies Partial<ContainerClusterConfig>;

/** Dataplane V2 enforces network policies by itself; the older add-on must stay off. */
export const NETWORK_SETTINGS = {
  networkingMode: 'VPC_NATIVE',
  datapathProvider: 'ADVANCED_DATAPATH',
  networkPolicy: { enabled: false },
  enableIntranodeVisibility: true,
  enableL4IlbSubsetting: true,
  // The network's own rules decide what reaches the nodes; services of type LoadBalancer must not open more.
  disableL4LbFirewallReconciliation: true,
  serviceExternalIpsConfig: { enabled: false },
} satisfies Partial<ContainerClusterConfig>;

export const ADD_ON_SETTINGS = {
  addonsConfig: {
    dnsCacheConfig: { enabled: true },
    gcePersistentDiskCsiDriverConfig: { enabled: true },
    gkeBackupAgentConfig: { enabled: true },
    horizontalPodAutoscaling: { disabled: false },
    httpLoadBalancing: { disabled: false },
  },
  verticalPodAutoscaling: { enabled: true },
} satisfies Partial<ContainerClusterConfig>;
