/** A change that somebody must look at, and how the audit logs tell it. */
export interface WatchedChange {
  /** Names metric and alert. */
  readonly id: string;
  /** Recommendation of CIS Google Cloud Foundations 3.0. */
  readonly control: string;
  readonly description: string;
  readonly filter: string;
  /** Monitored resource under which the metric is counted. */
  readonly resource: string;
}

const methods = (...names: readonly string[]): string =>
  names.map((name) => `protoPayload.methodName:"${name}"`).join(' OR ');
const on = (resource: string, ...names: readonly string[]): string =>
  `resource.type="${resource}" AND (${methods(...names)})`;

/** The changes that CIS asks to be watched (2.4 to 2.11), with the filters that the benchmark gives. */
export const WATCHED_CHANGES: readonly WatchedChange[] = [
  {
    id: 'ownership',
    control: '2.4',
    description: 'Somebody was made owner of the project, or an owner was removed',
    resource: 'global',
    filter: [
      '(protoPayload.serviceName="cloudresourcemanager.googleapis.com"',
      'AND (ProjectOwnership OR projectOwnerInvitee))',
      'OR (protoPayload.serviceData.policyDelta.bindingDeltas.action="REMOVE"',
      'AND protoPayload.serviceData.policyDelta.bindingDeltas.role="roles/owner")',
      'OR (protoPayload.serviceData.policyDelta.bindingDeltas.action="ADD"',
      'AND protoPayload.serviceData.policyDelta.bindingDeltas.role="roles/owner")',
    ].join(' '),
  },
  {
    id: 'audit-configuration',
    control: '2.5',
    description: 'What the audit logs record was changed',
    resource: 'global',
    filter: 'protoPayload.methodName="SetIamPolicy" AND protoPayload.serviceData.policyDelta.auditConfigDeltas:*',
  },
  {
    id: 'custom-roles',
    control: '2.6',
    description: 'A role was made, changed or removed',
    resource: 'iam_role',
    filter: on(
      'iam_role',
      'google.iam.admin.v1.CreateRole',
      'google.iam.admin.v1.DeleteRole',
      'google.iam.admin.v1.UpdateRole',
    ),
  },
  {
    id: 'firewall',
    control: '2.7',
    description: 'A firewall rule was changed',
    resource: 'gce_firewall_rule',
    filter: on('gce_firewall_rule', 'compute.firewalls.patch', 'compute.firewalls.insert', 'compute.firewalls.delete'),
  },
  {
    id: 'routes',
    control: '2.8',
    description: 'A route was changed',
    resource: 'gce_route',
    filter: on('gce_route', 'compute.routes.delete', 'compute.routes.insert'),
  },
  {
    id: 'networks',
    control: '2.9',
    description: 'A network was made, changed, joined or removed',
    resource: 'gce_network',
    filter: on(
      'gce_network',
      'compute.networks.insert',
      'compute.networks.patch',
      'compute.networks.delete',
      'compute.networks.removePeering',
      'compute.networks.addPeering',
    ),
  },
  {
    id: 'storage-permissions',
    control: '2.10',
    description: 'The permissions of a bucket were changed',
    resource: 'gcs_bucket',
    filter: 'resource.type="gcs_bucket" AND protoPayload.methodName="storage.setIamPermissions"',
  },
  {
    id: 'databases',
    control: '2.11',
    description: 'The configuration of a managed database was changed',
    resource: 'global',
    filter: 'protoPayload.methodName="cloudsql.instances.update"',
  },
];
