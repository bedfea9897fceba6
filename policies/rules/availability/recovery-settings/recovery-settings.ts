import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { fail, gravest, notApplicable, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** A backup less often than the promise is no backup for that promise. */
const MIN_PITR_HOURS = 24;

/** Holds the promised recovery times against the settings that would have to keep them. */
export const recoverySettings = defineRule<Declared<DeclaredService>>({
  id: 'AVL-001',
  area: 'availability',
  severity: 'high',
  title: 'backups, standbys and clusters can keep the promised recovery times',
  risk: 'a promise of minutes meets a restore that takes days, or a standby that does not exist',
  fix: 'give the store redundancy and point-in-time recovery, and the location a standby that runs the service',
  population: 'every declared service in every location it is placed in',
  covers: ['aws_eks_cluster', 'google_container_cluster'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    if (service.recovery === null) return notApplicable('the service promises no recovery time');
    return gravest([judgeStore(service, graph), judgeStandby(service, location, graph)]);
  },
});

function judgeStore(service: DeclaredService, graph: ArtifactGraph): Verdict {
  const { postgres } = service.data;
  const { environment } = graph.intent.platform;
  if (postgres === null) return pass();
  const path = `services[${service.name}].data.postgres`;
  if (postgres.backup.pitrHours < MIN_PITR_HOURS)
    return fail(`${postgres.backup.pitrHours} hours of point-in-time recovery cannot undo yesterday's mistake`, {
      evidence: postgres.backup.pitrHours,
      source: `${path}.backup.pitrHours`,
    });
  const redundant = postgres.ha === 'multi-zone' || environment.recovery.survives === 'none';
  return redundant
    ? pass()
    : fail('a store in one zone is lost with it', { evidence: postgres.ha, source: `${path}.ha` });
}

function judgeStandby(service: DeclaredService, location: string, graph: ArtifactGraph): Verdict {
  const { intent } = graph;
  if (intent.platform.environment.recovery.survives !== 'cloud') return pass();
  const home = intent.location(location);
  const standby = home?.standby == null ? undefined : intent.location(home.standby);
  const source = `locations[${location}].standby`;
  if (home === undefined || standby === undefined)
    return fail('the location has no standby', { evidence: null, source });
  if (standby.cloud === home.cloud)
    return fail(`standby ${standby.name} is lost with the same cloud`, { evidence: standby.name, source });
  if (standby.jurisdiction !== home.jurisdiction)
    return fail(`standby ${standby.name} is in another jurisdiction`, { evidence: standby.name, source });
  if (!service.locations.includes(standby.name))
    return fail(`standby ${standby.name} does not run the service`, {
      evidence: standby.name,
      source: `services[${service.name}].locations`,
    });
  const cluster = graph
    .terraform('aws_eks_cluster', 'google_container_cluster')
    .some((candidate) => candidate.location === standby.name);
  return cluster ? pass() : fail(`standby ${standby.name} has no cluster`, { evidence: standby.name, source });
}
