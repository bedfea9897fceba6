/** Google's roles that show configurations; none of them reads objects, secrets, messages or what runs in the cluster. */
export const PLAN_ROLES = [
  'roles/binaryauthorization.attestorsViewer',
  'roles/binaryauthorization.policyViewer',
  'roles/browser',
  'roles/cloudkms.publicKeyViewer',
  'roles/cloudkms.viewer',
  'roles/cloudquotas.viewer',
  'roles/compute.viewer',
  'roles/container.clusterViewer',
  'roles/containeranalysis.notes.viewer',
  'roles/dns.reader',
  'roles/gkebackup.viewer',
  'roles/iam.roleViewer',
  'roles/iam.securityReviewer',
  'roles/iam.serviceAccountViewer',
  'roles/iam.workloadIdentityPoolViewer',
  'roles/managedkafka.viewer',
  'roles/memorystore.viewer',
  'roles/monitoring.viewer',
  'roles/orgpolicy.policyViewer',
  'roles/privateca.auditor',
  'roles/privilegedaccessmanager.viewer',
  'roles/pubsub.viewer',
  'roles/secretmanager.viewer',
  'roles/securitycenter.notificationConfigViewer',
  'roles/serviceusage.serviceUsageViewer',
] as const;

/** What Google has no narrow viewer role for. */
export const PLAN_PERMISSIONS = [
  'logging.buckets.get',
  'logging.cmekSettings.get',
  'logging.logMetrics.get',
  'logging.sinks.get',
  'networkconnectivity.operations.get',
  'networkconnectivity.serviceConnectionPolicies.get',
  'storage.buckets.get',
  'storage.buckets.getIamPolicy',
] as const;

/** What a deployment changes, by Google's roles; `container.clusterAdmin` administers clusters and nothing inside of them. */
export const DEPLOY_ROLES = [
  'roles/binaryauthorization.attestorsAdmin',
  'roles/binaryauthorization.policyEditor',
  'roles/cloudquotas.admin',
  'roles/compute.networkAdmin',
  'roles/compute.securityAdmin',
  'roles/container.clusterAdmin',
  'roles/containeranalysis.notes.editor',
  'roles/dns.admin',
  'roles/gkebackup.backupAdmin',
  'roles/logging.configWriter',
  'roles/managedkafka.admin',
  'roles/memorystore.admin',
  'roles/monitoring.editor',
  'roles/networkconnectivity.consumerNetworkAdmin',
  'roles/privateca.caManager',
  'roles/securitycenter.notificationConfigEditor',
] as const;

/**
 * What Google's roles would only give together with contents or with access: `secretmanager.admin` reads every value, `pubsub.admin` every
 * message, and the administrators of keys and accounts say who uses them.
 */
export const DEPLOY_PERMISSIONS = [
  'cloudkms.cryptoKeyVersions.create',
  'cloudkms.cryptoKeys.create',
  'cloudkms.cryptoKeys.update',
  'cloudkms.keyRings.create',
  'compute.reservations.create',
  'compute.reservations.delete',
  'compute.reservations.resize',
  'compute.reservations.update',
  'iam.serviceAccounts.create',
  'iam.serviceAccounts.delete',
  'iam.serviceAccounts.update',
  'pubsub.subscriptions.create',
  'pubsub.subscriptions.delete',
  'pubsub.subscriptions.update',
  'pubsub.topics.attachSubscription',
  'pubsub.topics.create',
  'pubsub.topics.delete',
  'pubsub.topics.update',
  'secretmanager.secrets.create',
  'secretmanager.secrets.delete',
  'secretmanager.secrets.update',
] as const;

/** Buckets are made and changed; CI deletes none and reads no object. */
export const BUCKET_PERMISSIONS = ['storage.buckets.create', 'storage.buckets.get', 'storage.buckets.update'] as const;

/** Where a deployment binds roles that Google has no narrower role for. */
export const GRANT_PERMISSIONS = [
  'privateca.caPools.getIamPolicy',
  'privateca.caPools.setIamPolicy',
  'resourcemanager.projects.getIamPolicy',
  'resourcemanager.projects.setIamPolicy',
  'storage.buckets.getIamPolicy',
  'storage.buckets.setIamPolicy',
] as const;

/** Roles that stacks bind there. IAM allows ten in a condition, and CI may change the permissions of none. */
export const GRANTABLE_ROLES = [
  'roles/container.defaultNodeServiceAccount',
  'roles/managedkafka.client',
  'roles/memorystore.dbConnectionUser',
  'roles/privateca.certificateRequester',
  'roles/secretmanager.secretAccessor',
  'roles/storage.objectUser',
] as const;

/** Where a deployment lets accounts, keys and topics be used. */
export const USE_PERMISSIONS = [
  'cloudkms.cryptoKeys.getIamPolicy',
  'cloudkms.cryptoKeys.setIamPolicy',
  'iam.serviceAccounts.getIamPolicy',
  'iam.serviceAccounts.setIamPolicy',
  'pubsub.topics.getIamPolicy',
  'pubsub.topics.setIamPolicy',
] as const;

/** Roles that stacks bind there. */
export const USABLE_ROLES = [
  'roles/cloudkms.cryptoKeyEncrypterDecrypter',
  'roles/iam.serviceAccountUser',
  'roles/iam.workloadIdentityUser',
  'roles/pubsub.publisher',
] as const;
