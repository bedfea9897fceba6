import type { EnvironmentDefinition, LocationDefinition } from '../../../environments/schema.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext, LoadedEnvironment } from './check-context.js';
import { jurisdictionOfRegion } from './regions.js';

type Source = LoadedEnvironment['source'];
type Jurisdiction = EnvironmentDefinition['jurisdictions'][number];
type Organization = NonNullable<Jurisdiction['organization']>;
type Path = readonly (string | number)[];

/** An organization covers the clouds of its jurisdiction, archives outside of every location, and stays inside of the law. */
export function checkOrganizations({ loaded }: CheckContext): Diagnostic[] {
  return loaded.environments.flatMap(({ source, definition }) =>
    definition.jurisdictions.flatMap(({ name, organization }, index) => {
      if (organization === undefined) return [];
      const members = definition.locations.filter(({ jurisdiction }) => jurisdiction === name);
      const path = ['jurisdictions', index, 'organization'];
      return [
        ...checkClouds(source, path, organization, members),
        ...checkArchive(source, path, organization, definition.locations),
        ...checkTrail(source, path, organization, members),
        ...checkIdentityRegion(source, path, organization, name),
      ];
    }),
  );
}

function checkClouds(
  source: Source,
  path: Path,
  organization: Organization,
  members: readonly LocationDefinition[],
): Diagnostic[] {
  return (['aws', 'gcp'] as const).flatMap((cloud) => {
    const member = members.find((location) => location.cloud === cloud);
    const written = organization[cloud] !== undefined;
    if (written === (member !== undefined)) return [];
    return [
      written
        ? source.diagnose([...path, cloud], 'key', {
            code: 'organization-cloud',
            message: `the jurisdiction has no location of ${cloud}`,
            fix: `remove ${cloud}`,
          })
        : source.diagnose(path, 'key', {
            code: 'organization-cloud',
            message: `the organization says nothing about ${cloud}, where ${member?.name ?? ''} is`,
            fix: `add ${cloud}`,
          }),
    ];
  });
}

/** Whoever takes over a location must not reach what was recorded about it. */
function checkArchive(
  source: Source,
  path: Path,
  { aws, gcp }: Organization,
  locations: readonly LocationDefinition[],
): Diagnostic[] {
  const archives = [
    { key: ['aws', 'archiveAccount'], archive: aws?.archiveAccount, of: (at: LocationDefinition) => at.account },
    { key: ['gcp', 'archiveProject'], archive: gcp?.archiveProject, of: (at: LocationDefinition) => at.project },
  ];
  return archives.flatMap(({ key, archive, of }) => {
    const audited = locations.find((location) => archive !== undefined && of(location) === archive);
    if (audited === undefined) return [];
    const message = `${String(archive)} is where ${audited.name} runs`;
    const fix = 'name one that holds nothing but archives';
    return [source.diagnose([...path, ...key], 'value', { code: 'archive-separation', message, fix })];
  });
}

function checkTrail(
  source: Source,
  path: Path,
  { aws }: Organization,
  members: readonly LocationDefinition[],
): Diagnostic[] {
  if (aws === undefined || members.some(({ account }) => account === aws.trailAccount)) return [];
  const message = `no location of the jurisdiction runs in ${aws.trailAccount}, so none would record the organization`;
  const fix = 'name the account of one of its locations';
  return [source.diagnose([...path, 'aws', 'trailAccount'], 'value', { code: 'organization-trail', message, fix })];
}

function checkIdentityRegion(source: Source, path: Path, { aws }: Organization, jurisdiction: string): Diagnostic[] {
  const region = aws?.identityCenter.region;
  if (region === undefined || jurisdictionOfRegion(region) === jurisdiction) return [];
  const message = `${region} lies in ${jurisdictionOfRegion(region) ?? 'no jurisdiction of the platform'}, not in ${jurisdiction}`;
  const fix = `choose a region in ${jurisdiction}`;
  return [
    source.diagnose([...path, 'aws', 'identityCenter', 'region'], 'value', {
      code: 'region-jurisdiction',
      message,
      fix,
    }),
  ];
}
