import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { IAlertmanagerConfig } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig';
import type { Construct } from 'constructs';
import { MONITORING_NAMESPACE } from '../../../services/definition/names.js';
import {
  ALERT_RECEIVERS,
  ALERT_ROUTING,
  GRAFANA_ADMINISTRATOR,
  GRAFANA_SIGN_ON,
  KAFKA_EXPORTER_LOGIN,
} from '../../../services/definition/observability-names.js';
import { ApplicationChart } from '../../application-chart.js';
import { customResource } from '../../custom-resource.js';
import { platformLabels } from '../../labels.js';
import type { ObservedLocation } from '../observed-location.js';
import { telemetrySecret, telemetrySecretStore } from '../telemetry-secrets.js';
import { alertReceivers, alertRoute, INHIBITIONS } from './alert-routes.js';
import { CHAT_KEY, onCalls, pagingKey, WATCHDOG_KEY } from './on-call.js';

/** Who is told about an alert of a location, generated from what services and squads declare. */
export class AlertRoutingChart extends ApplicationChart {
  constructor(scope: Construct, id: string, observed: ObservedLocation) {
    const { platform, location } = observed;
    super(scope, id, {
      namespace: MONITORING_NAMESPACE,
      labels: platformLabels('observability', platform, location),
    });
    const onCall = onCalls(observed);
    telemetrySecretStore(this, observed);
    for (const { name, members } of sharedSecrets(platform))
      customResource<IExternalSecret>(this, telemetrySecret(observed, name, members));
    customResource<IExternalSecret>(
      this,
      telemetrySecret(observed, ALERT_RECEIVERS, [
        ...new Set(onCall.map(({ schedule }) => pagingKey(schedule))),
        CHAT_KEY,
        WATCHDOG_KEY,
      ]),
    );
    customResource<IAlertmanagerConfig>(this, {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata: { name: ALERT_ROUTING },
      spec: { route: alertRoute(onCall), receivers: alertReceivers(onCall), inhibitRules: INHIBITIONS },
    });
  }
}

/** Secrets of what else runs in the namespace: Grafana's users, and the exporter's login at Kafka where it needs one. */
const sharedSecrets = ({ environment: { edge } }: ObservedLocation['platform']) => [
  { name: GRAFANA_ADMINISTRATOR, members: ['username', 'password'] },
  { name: KAFKA_EXPORTER_LOGIN, members: ['username', 'password'] },
  ...(edge === null ? [] : [{ name: GRAFANA_SIGN_ON, members: SIGN_ON_VARIABLES }]),
];

/** Grafana reads its registration with the identity provider from variables of these names. */
const SIGN_ON_VARIABLES = ['CLIENT_ID', 'CLIENT_SECRET', 'AUTH_URL', 'TOKEN_URL', 'API_URL'].map(
  (name) => `GF_AUTH_GENERIC_OAUTH_${name}`,
);
