import { LOG_SHIPPER_CONFIGURATION, LOG_STORE_AUTHORITY } from '../../services/definition/observability-names.js';
import { LOGGING_NAMESPACE } from '../../services/definition/platform-namespaces.js';
import { AUTHORITY_DIRECTORY } from '../observability/logs/authority-directory.js';
import { LOG_SHIPPER } from '../observability/logs/log-store-access.js';
import type { AddOnsOf } from './add-on.js';

/** The image with the plugins for Elasticsearch 8, joining of cut lines and Prometheus. */
const IMAGE_TAG = 'v1.19.3-debian-elasticsearch8-1.1';

/** Fluentd on every node, with our configuration in place of the chart's. */
export const logShipper: AddOnsOf = () => [
  {
    release: 'fluentd',
    wave: 'platform',
    namespace: LOGGING_NAMESPACE,
    values: {
      fullnameOverride: 'fluentd',
      kind: 'DaemonSet',
      image: { tag: IMAGE_TAG },
      mainConfigMapNameOverride: LOG_SHIPPER_CONFIGURATION,
      fileConfigs: {},
      dashboards: { enabled: 'false' },
      podSecurityPolicy: { enabled: false },
      // Labels come from the names of files, so it asks the API server nothing.
      rbac: { create: false },
      mountVarLogDirectory: true,
      mountDockerContainersDirectory: false,
      priorityClassName: 'system-node-critical',
      tolerations: [{ operator: 'Exists' }],
      resources: { requests: { cpu: '200m', memory: '400Mi' }, limits: { memory: '800Mi' } },
      env: [
        { name: 'FLUENTD_CONF', value: '../../../etc/fluent/fluent.conf' },
        loginVariable('LOG_STORE_USER', 'username'),
        loginVariable('LOG_STORE_PASSWORD', 'password'),
      ],
      volumes: [{ name: 'authority', secret: { secretName: LOG_STORE_AUTHORITY } }],
      volumeMounts: [{ name: 'authority', mountPath: AUTHORITY_DIRECTORY, readOnly: true }],
    },
  },
];

const loginVariable = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: LOG_SHIPPER.secret, key } },
});
