import { cloudIdentity, CERTIFICATE_ISSUER, GOOGLE_CERTIFICATE_ISSUER } from '../../services/definition/names.js';
import { CERT_MANAGER_NAMESPACE } from '../../services/definition/platform-namespaces.js';
import type { AddOn, AddOnsOf } from './add-on.js';

/** Issues and renews the certificates of gateways and webhooks, and asks the location's own authority for those of the mesh. */
export const certManager: AddOnsOf = (platform, location) => [
  {
    release: 'cert-manager',
    wave: 'definitions',
    namespace: CERT_MANAGER_NAMESPACE,
    values: {
      crds: { enabled: true, keep: true },
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      webhook: { replicaCount: 2, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } },
      cainjector: { replicaCount: 2, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } },
      global: { leaderElection: { namespace: CERT_MANAGER_NAMESPACE } },
    },
    provides: [`ServiceAccount/${CERT_MANAGER_NAMESPACE}/cert-manager`],
  },
  location.cloud === 'aws' ? awsIssuer : googleIssuer(platform.environment.name, location),
];

/** Signs in by the pod identity that the location's pki stack ties to this account. */
const awsIssuer: AddOn = {
  release: 'aws-privateca-issuer',
  wave: 'operators',
  namespace: CERTIFICATE_ISSUER.namespace,
  values: {
    replicaCount: 2,
    serviceAccount: { create: true, name: CERTIFICATE_ISSUER.name },
    approverRole: { enabled: true, serviceAccountName: 'cert-manager', namespace: CERT_MANAGER_NAMESPACE },
    podDisruptionBudget: { maxUnavailable: 1 },
  },
  provides: [`ServiceAccount/${CERTIFICATE_ISSUER.namespace}/${CERTIFICATE_ISSUER.name}`],
};

/** Signs in as the Google service account of the pki stack, through workload identity. */
const googleIssuer = (environment: string, { name, project }: { name: string; project: string }): AddOn => {
  const account = cloudIdentity(environment, 'certificate-issuer', name);
  return {
    release: 'google-cas-issuer',
    wave: 'operators',
    namespace: GOOGLE_CERTIFICATE_ISSUER.namespace,
    values: {
      replicaCount: 2,
      serviceAccount: {
        create: true,
        name: GOOGLE_CERTIFICATE_ISSUER.name,
        annotations: { 'iam.gke.io/gcp-service-account': `${account}@${project}.iam.gserviceaccount.com` },
      },
    },
    provides: [`ServiceAccount/${GOOGLE_CERTIFICATE_ISSUER.namespace}/${GOOGLE_CERTIFICATE_ISSUER.name}`],
  };
};
