import { LOG_STORE_AUTHORITY, LOG_STORE_HOST, LOG_STORE_PORT } from '../../services/definition/observability-names.js';
import { LOGGING_NAMESPACE } from '../../services/definition/platform-namespaces.js';
import { AUTHORITY_DIRECTORY } from '../observability/logs/authority-directory.js';
import { TRACE_STORE } from '../observability/logs/log-store-access.js';
import { TRACE_STORE_CONFIGURATION } from '../observability/traces/trace-store-configuration.js';
import type { AddOnsOf } from './add-on.js';

const AUTHORITY = 'authority';

/** Jaeger beside Elasticsearch, whose authority and logins are secrets of that namespace; days of traces go as declared. */
export const traceStore: AddOnsOf = ({ environment }) => [
  {
    release: 'jaeger',
    wave: 'platform',
    namespace: LOGGING_NAMESPACE,
    values: {
      fullnameOverride: 'jaeger',
      userconfig: TRACE_STORE_CONFIGURATION,
      jaeger: {
        replicas: 2,
        strategy: { type: 'RollingUpdate' },
        extraEnv: [login('LOG_STORE_USER', 'username'), login('LOG_STORE_PASSWORD', 'password')],
        extraVolumes: [{ name: AUTHORITY, secret: { secretName: LOG_STORE_AUTHORITY } }],
        extraVolumeMounts: [{ name: AUTHORITY, mountPath: AUTHORITY_DIRECTORY, readOnly: true }],
        resources: { requests: { cpu: '200m', memory: '512Mi' }, limits: { memory: '1Gi' } },
      },
      storage: {
        type: 'elasticsearch',
        elasticsearch: {
          url: `https://${LOG_STORE_HOST}:${LOG_STORE_PORT}`,
          tls: { enabled: false },
        },
      },
      esIndexCleaner: {
        enabled: true,
        numberOfDays: environment.retention.tracesDays,
        extraEnv: [login('ES_USERNAME', 'username'), login('ES_PASSWORD', 'password')],
        cmdlineParams: { 'es.tls.enabled': true, 'es.tls.ca': `${AUTHORITY_DIRECTORY}/ca.crt` },
        extraSecretMounts: [
          {
            name: AUTHORITY,
            mountPath: AUTHORITY_DIRECTORY,
            subPath: '',
            secretName: LOG_STORE_AUTHORITY,
            readOnly: true,
          },
        ],
      },
    },
  },
];

const login = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: TRACE_STORE.secret, key } },
});
