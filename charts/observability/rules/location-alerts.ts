import type { PlatformAlert } from '../alert.js';

const runbook = 'lost-location';

/** Whether the jurisdiction's other locations answer, seen from here. */
export const LOCATION_ALERTS: readonly PlatformAlert[] = [
  {
    name: 'LocationUnreachable',
    expr: 'max by (peer_location, peer_cloud) (max_over_time(probe_success{job="peer-locations"}[3m])) == 0',
    forMinutes: 2,
    severity: 'page',
    summary: '{{ $labels.peer_location }} answers nobody from here',
    description: 'Its public gateway has accepted no connection for 5 minutes, through the internet.',
    runbook,
  },
  {
    name: 'CloudUnreachable',
    expr: 'max by (peer_cloud) (max_over_time(probe_success{job="peer-locations"}[3m])) == 0',
    forMinutes: 2,
    severity: 'page',
    summary: 'no location of {{ $labels.peer_cloud }} answers from here',
    description: 'Replication and mirrors to it stand still for the same reason; alerts about them are held back.',
    runbook,
  },
];
