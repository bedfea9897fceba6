import type { CiPurpose } from '../../../services/definition/ci-names.js';

/** Roles of CI in a project, by what each layer makes; no role that owns the project or may take on any account of it. */
export const CI_ROLES: Readonly<Record<CiPurpose, readonly string[]>> = {
  // Settings, and no contents of buckets or secrets.
  plan: [
    'browser',
    'cloudkms.viewer',
    'compute.viewer',
    'container.clusterViewer',
    'dns.reader',
    'iam.securityReviewer',
    'logging.viewer',
    'managedkafka.viewer',
    'monitoring.viewer',
    'privateca.auditor',
    'pubsub.viewer',
    'redis.viewer',
    'secretmanager.viewer',
    'serviceusage.serviceUsageViewer',
  ],
  deploy: [
    'binaryauthorization.policyAdmin',
    'browser',
    'cloudkms.admin',
    'compute.admin',
    'container.clusterAdmin',
    'dns.admin',
    'gkebackup.admin',
    'iam.roleAdmin',
    'iam.serviceAccountAdmin',
    'iam.workloadIdentityPoolAdmin',
    'logging.configWriter',
    'managedkafka.admin',
    'monitoring.admin',
    'networkconnectivity.serviceNetworkingAdmin',
    'privateca.caManager',
    'pubsub.admin',
    'redis.admin',
    'secretmanager.admin',
    'serviceusage.serviceUsageAdmin',
    'storage.admin',
  ],
};

/** Roles that stacks of a location grant to its services, nodes and people; CI may hand on these and no others. */
export const GRANTED_ROLES = [
  'compute.viewer',
  'container.clusterViewer',
  'container.defaultNodeServiceAccount',
  'logging.viewer',
  'monitoring.viewer',
  'redis.dbConnectionUser',
  'secretmanager.secretAccessor',
] as const;
