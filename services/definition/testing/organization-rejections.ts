import { type Edit, edit } from './example-repository.js';
import type { Rejection } from './rejections.js';

const UUID = '00000000-0000-4000-8000-000000000001';
const AWS = `aws: {
      id: o-a1b2c3d4e5, trailAccount: '111111111111', archiveAccount: '999999999999',
      identityCenter: {
        account: '888888888888', region: us-east-1, instance: ssoins-0123456789abcdef,
        groups: { viewer: ${UUID}, engineer: ${UUID}, break-glass: ${UUID} } } }`;
const GROUP = '{ email: people@example.com, key: 01abcdefghijk }';
const GCP = `gcp: {
      id: '100000000001', billingAccount: 0A0A0A-0B0B0B-0C0C0C, archiveProject: example-archive,
      groups: { viewer: ${GROUP}, engineer: ${GROUP}, break-glass: ${GROUP} } }`;

/** Gives the first jurisdiction of the example, which has a location in each cloud, an organization. */
const organization = (clouds: readonly string[], mark: '' | '«' = ''): Edit =>
  edit(
    'environment',
    'typicalLoad: 0.5\n',
    `typicalLoad: 0.5\n    ${mark}organization: { securityContact: security@example.com, ${clouds.join(', ')} }\n`,
  );
const e = (from: string, to: string): Edit => edit('environment', from, to);

/** Rejections of what an organization says about its jurisdiction. */
export const ORGANIZATION_REJECTIONS: readonly Rejection[] = [
  ['organization-cloud', organization([AWS], '«')],
  [
    'organization-cloud',
    organization([AWS, `«${GCP}`]),
    e('cloud: gcp\n    region: us-central1', 'cloud: aws\n    region: us-west-2'),
    e('project: example-usc1', "account: '333333333333'"),
    e('[us-central1-a, us-central1-b]', '[usw2-az1, usw2-az2]'),
    e(
      'network: 10.35.0.0/20, pods: 10.32.0.0/16, services: 10.34.0.0/20, controlPlane: 10.34.240.0/28',
      'network: 10.35.0.0/16, pods: 10.32.0.0/16, services: 10.34.0.0/20',
    ),
    e(
      'backend: gcs, bucket: example-usc1-state',
      'backend: s3, bucket: a-state, region: us-west-2, kmsKeyAlias: alias/a',
    ),
    e('    standby: usc1\n', ''),
    e('    standby: use1\n', ''),
    e('survives: cloud', 'survives: zone'),
  ],
  [
    'archive-separation',
    organization([AWS, GCP]),
    e("archiveAccount: '999999999999'", "archiveAccount: «'222222222222'"),
  ],
  [
    'archive-separation',
    organization([AWS, GCP]),
    e('archiveProject: example-archive', 'archiveProject: «example-euw4'),
  ],
  ['organization-trail', organization([AWS, GCP]), e("trailAccount: '111111111111'", "trailAccount: «'222222222222'")],
  [
    'region-jurisdiction',
    organization([AWS, GCP]),
    e('region: us-east-1, instance', 'region: «eu-central-1, instance'),
  ],
];
