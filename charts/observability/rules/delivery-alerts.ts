import type { PlatformAlert } from '../alert.js';

const runbook = 'delivery';

/** What Argo CD and Argo Rollouts could not bring about. */
export const DELIVERY_ALERTS: readonly PlatformAlert[] = [
  {
    name: 'ApplicationOutOfSync',
    expr: 'max by (name) (argocd_app_info{sync_status="OutOfSync"}) == 1',
    forMinutes: 60,
    severity: 'ticket',
    summary: '{{ $labels.name }} has not been what the deploy branch says for an hour',
    description: 'Outside of a freeze, either a sync fails or somebody changes the cluster by hand.',
    runbook,
  },
  {
    name: 'ApplicationUnhealthy',
    expr: 'max by (name, health_status) (argocd_app_info{health_status=~"Degraded|Missing"}) == 1',
    forMinutes: 15,
    severity: 'ticket',
    summary: '{{ $labels.name }} is {{ $labels.health_status }}',
    description: 'Later waves wait for it, so a cluster that comes up stops here.',
    runbook,
  },
  {
    name: 'RolloutAborted',
    expr: 'max by (namespace, name) (rollout_info{phase="Degraded"}) == 1',
    forMinutes: 1,
    severity: 'ticket',
    summary: 'the canary of {{ $labels.name }} was taken back',
    description: 'Its analysis failed or a step exceeded its deadline; the stable version serves everybody.',
    runbook,
  },
];
