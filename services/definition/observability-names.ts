import { MONITORING_NAMESPACE, PLATFORM_TEAM } from './names.js';
import { LOGGING_NAMESPACE } from './platform-namespaces.js';

/** Elasticsearch of a location, and how the operator calls the secrets that it makes. */
export const LOG_STORE = 'telemetry';
export const LOG_STORE_HOST = `${LOG_STORE}-es-http.${LOGGING_NAMESPACE}.svc`;
export const LOG_STORE_PORT = 9200;
/** Secret with the authority of the store's certificate under `ca.crt`; the operator makes it. */
export const LOG_STORE_AUTHORITY = `${LOG_STORE}-es-http-certs-public`;

/** ConfigMap with Fluentd's whole configuration under `fluent.conf`. */
export const LOG_SHIPPER_CONFIGURATION = 'fluentd-configuration';

/** Object that holds who is told about which alert, and the secret with the addresses and keys for it. */
export const ALERT_ROUTING = 'alert-routing';
export const ALERT_RECEIVERS = 'alert-receivers';
/** Service account whose cloud identity reads the secrets of the monitoring namespaces. */
export const TELEMETRY_SECRETS_READER = 'secrets-reader';

/** Who that is in the cloud: one identity for both namespaces of a location. */
export const TELEMETRY_IDENTITY = 'observability';

/** Path of a telemetry secret in the location's secret manager. */
export const telemetrySecretPath = (secret: string): string => `observability/${secret}`;

/** On-call rota and channel of the squad that owns the platform; services declare their own. */
export const PLATFORM_ONCALL = { schedule: `${PLATFORM_TEAM}-primary`, slack: `#${PLATFORM_TEAM}-alerts` } as const;

/** Alert that always fires; a receiver outside of every location calls when it stops. */
export const WATCHDOG_ALERT = 'Watchdog';
export const WATCHDOG_RECEIVER = 'outside-watchdog';

/** Where Prometheus writes what is kept for long, and where Grafana reads it. */
export const METRICS_WRITE_URL = `http://metrics-vminsert.${MONITORING_NAMESPACE}.svc.cluster.local:8480/insert/0/prometheus/api/v1/write`;
export const METRICS_READ_URL = `http://metrics-vmselect.${MONITORING_NAMESPACE}.svc.cluster.local:8481/select/0/prometheus`;

/** Second tier of the trace collector: every span of a trace reaches the same one of its pods. */
export const TRACE_SAMPLER = 'otel-sampler';

/** Secrets of Grafana: its one local user, for emergencies, and its registration with the identity provider. */
export const GRAFANA_ADMINISTRATOR = 'grafana-administrator';
export const GRAFANA_SIGN_ON = 'grafana-sign-on';

/** Secret with what Kibana adds to its keystore. */
export const KIBANA_KEYSTORE = 'kibana-keystore';

/** Secret with name and password of the Kafka user that describes topics and groups. */
export const KAFKA_EXPORTER_LOGIN = 'kafka-exporter-login';
