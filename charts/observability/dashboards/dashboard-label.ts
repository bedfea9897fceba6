/** Label by which Grafana's sidecar finds dashboards. */
export const DASHBOARD_LABEL = 'grafana_dashboard';
