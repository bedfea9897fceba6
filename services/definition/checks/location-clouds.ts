import type { LocationDefinition } from '../../../environments/schema.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { YamlSource } from '../source/yaml-source.js';
import type { CheckContext } from './check-context.js';
import { awsZonePrefix, cloudOfRegion, jurisdictionOfRegion } from './regions.js';

/** Region, zones, identity and state of a location belong to its cloud and jurisdiction. */
export function checkLocationClouds({ loaded }: CheckContext): Diagnostic[] {
  return loaded.environments.flatMap(({ source, definition }) =>
    definition.locations.flatMap((location, index) => [
      ...checkRegion(source, location, ['locations', index]),
      ...checkIdentity(source, location, ['locations', index]),
      ...checkState(source, location, ['locations', index]),
      ...checkNodePools(source, location, ['locations', index]),
    ]),
  );
}

type Path = readonly (string | number)[];

function checkRegion(source: YamlSource, location: LocationDefinition, path: Path): Diagnostic[] {
  const { cloud, region, jurisdiction, zones } = location;
  const at = (code: 'region-cloud' | 'region-jurisdiction', message: string, fix: string): Diagnostic =>
    source.diagnose([...path, 'region'], 'value', { code, message, fix });
  if (cloudOfRegion(region) !== cloud) {
    const example = cloud === 'aws' ? 'us-east-1' : 'us-central1';
    return [at('region-cloud', `${region} is not a region of ${cloud}`, `write a region such as ${example}`)];
  }
  const actual = jurisdictionOfRegion(region);
  const pattern = cloud === 'aws' ? new RegExp(`^${awsZonePrefix(region)}-az\\d+$`) : new RegExp(`^${region}-[a-z]$`);
  const example = cloud === 'aws' ? `${awsZonePrefix(region)}-az1` : `${region}-a`;
  return [
    ...(actual === jurisdiction
      ? []
      : [
          at(
            'region-jurisdiction',
            `${region} lies in ${actual ?? 'no jurisdiction of the platform'}, not in ${jurisdiction}`,
            `choose a region in ${jurisdiction}`,
          ),
        ]),
    ...zones.flatMap((zone, index) =>
      pattern.test(zone)
        ? []
        : [
            source.diagnose([...path, 'zones', index], 'value', {
              code: 'zone-region',
              message: `"${zone}" is not a zone of ${region}`,
              fix: `write a zone such as ${example}`,
            }),
          ],
    ),
  ];
}

function checkIdentity(source: YamlSource, location: LocationDefinition, path: Path): Diagnostic[] {
  const { cloud, account, project, endpoint, addresses } = location;
  const needs = cloud === 'aws' ? { account } : { project, 'addresses.controlPlane': addresses.controlPlane };
  const refuses =
    cloud === 'aws' ? { project, 'addresses.controlPlane': addresses.controlPlane } : { account, endpoint };
  const diagnose = (key: string, target: 'key' | 'value', message: string, fix: string): Diagnostic =>
    source.diagnose([...path, ...key.split('.')], target, { code: 'cloud-identity', message, fix });
  return [
    ...Object.entries(needs)
      .filter(([, value]) => value === undefined)
      .map(([key]) =>
        source.diagnose([...path, 'cloud'], 'value', {
          code: 'cloud-identity',
          message: `a location of ${cloud} needs ${key}`,
          fix: `add ${key}`,
        }),
      ),
    ...Object.entries(refuses)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => diagnose(key, 'key', `${key} means nothing in ${cloud}`, `remove ${key}`)),
    ...(account === undefined || cloud !== 'aws' || /^\d{12}$/.test(account)
      ? []
      : [diagnose('account', 'value', `"${account}" is not an AWS account`, 'write the 12 digits in quotes')]),
  ];
}

const BACKENDS = { aws: 's3', gcp: 'gcs' } as const;

function checkState(source: YamlSource, { cloud, region, state }: LocationDefinition, path: Path): Diagnostic[] {
  if (state.backend !== 'local' && state.backend !== BACKENDS[cloud]) {
    const message = `state of a location of ${cloud} is not kept in ${state.backend}`;
    const fix = `use ${BACKENDS[cloud]}, or local`;
    return [source.diagnose([...path, 'state', 'backend'], 'value', { code: 'state-backend', message, fix })];
  }
  if (state.backend !== 's3' || state.region === region) return [];
  const message = `state of ${region} would be kept in ${state.region}`;
  return [
    source.diagnose([...path, 'state', 'region'], 'value', { code: 'state-backend', message, fix: `write ${region}` }),
  ];
}

function checkNodePools(source: YamlSource, { nodePools }: LocationDefinition, path: Path): Diagnostic[] {
  return nodePools.flatMap(({ minPerZone, maxPerZone }, index) =>
    minPerZone <= maxPerZone
      ? []
      : [
          source.diagnose([...path, 'nodePools', index, 'minPerZone'], 'value', {
            code: 'scaling-bounds',
            message: `at least ${minPerZone} nodes is above at most ${maxPerZone}`,
            fix: `lower it to ${maxPerZone}, or raise maxPerZone`,
          }),
        ],
  );
}
