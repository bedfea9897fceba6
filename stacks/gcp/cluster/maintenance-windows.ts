import type { ContainerClusterMaintenancePolicy } from '@cdktf/provider-google/lib/container-cluster/index.js';
import type { GcpLocation, Jurisdiction, Platform } from '../../../services/definition/platform.js';

/** Six night hours in the middle of each jurisdiction, UTC. */
const NIGHTS: Readonly<Record<Jurisdiction['name'], { readonly start: string; readonly end: string }>> = {
  us: { start: '2026-01-05T05:00:00Z', end: '2026-01-05T11:00:00Z' },
  eu: { start: '2026-01-05T22:00:00Z', end: '2026-01-06T04:00:00Z' },
};

/** Two nights a week keep GKE's minimum of 48 hours in 32 days; locations take turns, so one is upgraded at a time. */
const TURNS = ['MO,TU', 'WE,TH', 'SA,SU'] as const;

/** Payment peaks during which nothing is upgraded; GKE allows at most 30 days each and three at once. */
const FREEZES = [
  { name: 'year-end-2026', start: '2026-12-18T00:00:00Z', end: '2027-01-05T00:00:00Z' },
  { name: 'year-end-2027', start: '2027-12-17T00:00:00Z', end: '2028-01-05T00:00:00Z' },
] as const;

/** When GKE may upgrade the control plane and nodes of a location. */
export function maintenancePolicy(platform: Platform, location: GcpLocation): ContainerClusterMaintenancePolicy {
  const night = NIGHTS[location.jurisdiction];
  return {
    recurringWindow: {
      startTime: night.start,
      endTime: night.end,
      recurrence: `FREQ=WEEKLY;BYDAY=${turnOf(platform, location)}`,
    },
    maintenanceExclusion: FREEZES.map(({ name, start, end }) => ({
      exclusionName: name,
      startTime: start,
      endTime: end,
      exclusionOptions: { scope: 'NO_UPGRADES' },
    })),
  };
}

function turnOf(platform: Platform, location: GcpLocation): string {
  const upgradedByGke = platform.locations.filter(({ cloud }) => cloud === location.cloud);
  const position = upgradedByGke.findIndex(({ name }) => name === location.name);
  return TURNS.at(position % TURNS.length) ?? TURNS[0];
}
