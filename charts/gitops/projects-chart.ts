import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE, PLATFORM_TEAM } from '../../services/definition/names.js';
import { PLATFORM_NAMESPACES } from '../../services/definition/platform-namespaces.js';
import type { PlannedApplication, Platform, Service, Team } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels } from '../labels.js';
import type { GitopsProps } from './applications-chart.js';
import { CLUSTER_KINDS, PLATFORM_KINDS, SERVICE_KINDS } from './allowed-kinds.js';
import { IN_CLUSTER } from './destinations.js';

type Project = IAppProject['spec'];

/** One AppProject for each squad that owns an application of the location. */
export class ProjectsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: GitopsProps) {
    super(scope, id, { namespace: ARGOCD_NAMESPACE, labels: platformLabels('gitops', platform, location) });
    const applications = platform.applications.filter((planned) => planned.location === location.name);
    for (const team of platform.teams) {
      const owned = applications.filter((planned) => planned.team === team.name);
      if (owned.length > 0) this.addProject(platform, team, owned);
    }
  }

  private addProject(platform: Platform, team: Team, owned: readonly PlannedApplication[]): void {
    const services = owned.flatMap((planned) => platform.services.find(({ name }) => name === planned.service) ?? []);
    const shared = team.name === PLATFORM_TEAM;
    const namespaces = [
      ...services.map(({ derived }) => derived.namespace),
      ...(shared ? PLATFORM_NAMESPACES.map(({ name }) => name) : []),
    ].sort();
    const windows = owned.flatMap((planned) => freezes(planned, services));
    customResource<IAppProject>(this, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: team.name, labels: { 'finflow.io/owner': team.name } },
      spec: {
        description: team.description,
        sourceRepos: [platform.environment.delivery.repository],
        signatureKeys: platform.environment.delivery.signingKeys.map((keyID) => ({ keyID })),
        destinations: namespaces.map((namespace) => ({ server: IN_CLUSTER, namespace })),
        clusterResourceWhitelist: shared ? CLUSTER_KINDS : [],
        namespaceResourceWhitelist: shared ? [...PLATFORM_KINDS, ...SERVICE_KINDS].sort(byKind) : [...SERVICE_KINDS],
        orphanedResources: { warn: true },
        roles: [deployer(team, owned)],
        ...(windows.length === 0 ? {} : { syncWindows: windows }),
      },
    });
  }
}

const byKind = (a: { kind: string }, b: { kind: string }): number => (a.kind < b.kind ? -1 : 1);

/** Members may look at and sync their own Applications; changing one takes a commit. */
function deployer({ name, github }: Team, owned: readonly PlannedApplication[]): NonNullable<Project['roles']>[number] {
  const subject = `proj:${name}:deployer`;
  return {
    name: 'deployer',
    description: `Syncs the applications of ${name}`,
    // The identity provider takes teams over from the code host and names them <organization>:<team>.
    groups: [github.replace('@', '').replace('/', ':')],
    policies: owned.flatMap((planned) =>
      ['get', 'sync'].map((action) => `p, ${subject}, applications, ${action}, ${name}/${planned.name}, allow`),
    ),
  };
}

/** A freeze holds for people too: what cannot wait is reverted on the deploy branch after the window is lifted by a commit. */
function freezes(planned: PlannedApplication, services: readonly Service[]): NonNullable<Project['syncWindows']> {
  const service = services.find(({ name }) => name === planned.service);
  return (service?.rollout.freeze ?? []).map(({ schedule, durationSeconds, timezone }) => ({
    kind: 'deny',
    schedule,
    duration: `${Math.ceil(durationSeconds / 60)}m`,
    timeZone: timezone,
    applications: [planned.name],
    manualSync: false,
  }));
}
