import { PUBLIC_GATEWAY } from '../../../services/definition/names.js';
import type { PlatformAlert } from '../alert.js';

const runbook = 'mesh';
const AT_GATEWAY = `reporter="source",source_workload="${PUBLIC_GATEWAY}"`;

/** The mesh and its gateway, as proxies and the control plane see them. */
export const MESH_ALERTS: readonly PlatformAlert[] = [
  {
    name: 'GatewayServerErrors',
    expr: `sum(rate(istio_requests_total{${AT_GATEWAY},response_code=~"5.."}[5m])) / sum(rate(istio_requests_total{${AT_GATEWAY}}[5m])) > 0.02 and sum(rate(istio_requests_total{${AT_GATEWAY}}[5m])) > 1`,
    forMinutes: 5,
    severity: 'page',
    summary: '{{ $value | humanizePercentage }} of the public requests fail',
    description: 'Over 5 minutes, whichever service answered; the budgets of single services may still look well.',
    runbook,
  },
  {
    name: 'GatewayDown',
    expr: `(sum(kube_deployment_status_replicas_available{deployment="${PUBLIC_GATEWAY}"}) or vector(0)) < 1`,
    forMinutes: 2,
    severity: 'page',
    summary: 'no pod of the public gateway is available',
    description: 'The edge takes this location out of its pool; its standby has to carry the load.',
    runbook,
  },
  {
    name: 'MeshConfigRejected',
    expr: 'sum by (type) (increase(pilot_total_xds_rejects[10m])) > 0',
    forMinutes: 10,
    severity: 'ticket',
    summary: 'proxies refuse {{ $labels.type }} configuration',
    description: 'They go on with the last one they accepted, so new routes and denials are not in force there.',
    runbook,
  },
  {
    name: 'MeshConfigStale',
    expr: 'histogram_quantile(0.99, sum by (le) (rate(pilot_proxy_convergence_time_bucket[10m]))) > 30',
    forMinutes: 10,
    severity: 'ticket',
    summary: 'a change takes {{ printf "%.0f" $value }} seconds to reach the proxies',
    description: 'The slowest hundredth of the pushes in 10 minutes; pods that end still get requests for as long.',
    runbook,
  },
  {
    name: 'MeshAuthorityExpiring',
    expr: 'min(citadel_server_root_cert_expiry_seconds) < 30 * 86400',
    forMinutes: 60,
    severity: 'page',
    summary: 'the authority of the mesh expires in {{ $value | humanizeDuration }}',
    description: 'Once it has expired, no two pods of the location can talk to each other.',
    runbook,
  },
];
