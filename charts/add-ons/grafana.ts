import { MONITORING_NAMESPACE, toolHost } from '../../services/definition/names.js';
import {
  GRAFANA_ADMINISTRATOR,
  GRAFANA_SIGN_ON,
  METRICS_READ_URL,
} from '../../services/definition/observability-names.js';
import type { AddOnsOf } from './add-on.js';
import { DASHBOARD_LABEL } from '../observability/dashboards/dashboard-label.js';

/** Grafana without state of its own: dashboards come from ConfigMaps, people from single sign-on behind the edge's Access. */
export const grafana: AddOnsOf = ({ environment }, { name }) => {
  const { edge, domain } = environment;
  return [
    {
      release: 'grafana',
      wave: 'platform',
      namespace: MONITORING_NAMESPACE,
      values: {
        fullnameOverride: 'grafana',
        replicas: 2,
        podDisruptionBudget: { maxUnavailable: 1 },
        resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
        admin: { existingSecret: GRAFANA_ADMINISTRATOR, userKey: 'username', passwordKey: 'password' },
        ...(edge === null ? {} : { envFromSecret: GRAFANA_SIGN_ON }),
        'grafana.ini': {
          server: { root_url: `https://${toolHost('grafana', name, domain)}` },
          auth: { disable_login_form: edge !== null },
          'auth.anonymous': { enabled: false },
          ...(edge === null ? {} : { 'auth.generic_oauth': signOn(edge.adminGroup) }),
          users: { allow_sign_up: false, viewers_can_edit: false },
          analytics: { reporting_enabled: false, check_for_updates: false },
          dashboards: { min_refresh_interval: '15s' },
        },
        sidecar: { dashboards: { enabled: true, label: DASHBOARD_LABEL, labelValue: '1' } },
        datasources: {
          'datasources.yaml': {
            apiVersion: 1,
            datasources: [
              {
                name: 'metrics',
                uid: 'metrics',
                type: 'prometheus',
                url: METRICS_READ_URL,
                access: 'proxy',
                isDefault: true,
              },
            ],
          },
        },
        serviceMonitor: { enabled: true },
      },
    },
  ];
};

/** The provider's addresses and the client's secret are members of the secret that becomes its environment. */
const signOn = (adminGroup: string) => ({
  enabled: true,
  auto_login: true,
  use_pkce: true,
  allow_sign_up: true,
  scopes: 'openid profile email groups',
  role_attribute_path: `contains(groups[*], '${adminGroup}') && 'Editor' || 'Viewer'`,
  allow_assign_grafana_admin: false,
});
