import { k8s } from 'cdk8s-plus-28';
import { MESH_NAMESPACE } from '../../services/definition/names.js';
import { namespaceLabels, selectorLabels } from '../labels.js';

/** Pods of one application in one namespace; both must match. */
export const workload = (namespace: string, application: string): k8s.NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: namespaceLabels(namespace) },
  podSelector: { matchLabels: selectorLabels(application) },
});

export const addresses = (cidrs: readonly string[]): k8s.NetworkPolicyPeer[] =>
  cidrs.map((cidr) => ({ ipBlock: { cidr } }));

/** Ranges that are never the internet: private (RFC 1918), shared (RFC 6598), link-local with the metadata service, loopback. */
const NOT_PUBLIC = ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

export const publicAddresses = (): k8s.NetworkPolicyPeer => ({ ipBlock: { cidr: '0.0.0.0/0', except: NOT_PUBLIC } });

/** Systems of our own that are not on the platform have private addresses. */
export const privateAddresses = (): k8s.NetworkPolicyPeer[] =>
  addresses(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);

export const tcp = (port: number): k8s.NetworkPolicyPort => ({
  protocol: 'TCP',
  port: k8s.IntOrString.fromNumber(port),
});

const DNS_PORT = 53;
const MESH_CONTROL_PORT = 15_012;

/** The cluster's name server; both clouds label it so. */
export const toNames = (): k8s.NetworkPolicyEgressRule => ({
  to: [
    {
      namespaceSelector: { matchLabels: namespaceLabels('kube-system') },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [{ protocol: 'UDP', port: k8s.IntOrString.fromNumber(DNS_PORT) }, tcp(DNS_PORT)],
});

/** Certificates and configuration for the proxy. */
export const toMeshControl = (): k8s.NetworkPolicyEgressRule => ({
  to: [
    {
      namespaceSelector: { matchLabels: namespaceLabels(MESH_NAMESPACE) },
      podSelector: { matchLabels: { app: 'istiod' } },
    },
  ],
  ports: [tcp(MESH_CONTROL_PORT)],
});
