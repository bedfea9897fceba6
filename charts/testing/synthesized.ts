import type { App } from 'cdk8s';
import { z } from 'zod';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { EnvironmentName } from '../../services/definition/source/scalars.js';
import type { Platform } from '../../services/definition/platform.js';
import { applicationManifests } from '../emission/write-application.js';
import type { Placement } from '../placement.js';
import { placements } from '../placements.js';
import { serviceApplication } from '../service/service-application.js';
import { platformApplication } from '../synthesize.js';
import { PLATFORM_APPLICATIONS } from '../../services/definition/platform-applications.js';

const labels = z.record(z.string(), z.string());
const looseManifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels,
    annotations: labels.optional(),
  }),
  spec: z.record(z.string(), z.unknown()).default({}),
});

/** A manifest with its specification open, for assertions about single fields. */
export type LooseManifest = z.infer<typeof looseManifest>;

const platforms = loadPlatforms(process.cwd(), { asOf: '2026-11-23' });

/** The repository's own definitions, resolved for one environment. */
export function platformOf(environment: EnvironmentName): Platform {
  const platform = platforms.find((candidate) => candidate.environment.name === environment);
  if (platform === undefined) throw new Error(`no environment ${environment}`);
  return platform;
}

export function placementOf(platform: Platform, service: string, location: string): Placement {
  for (const placement of placements(platform))
    if (placement.service.name === service && placement.location.name === location) return placement;
  throw new Error(`${service} is not placed in ${location}`);
}

/** Manifests as a reader of the written files sees them. */
export const manifestsOf = (app: App): LooseManifest[] =>
  [...applicationManifests(app).values()].flat().map((manifest) => looseManifest.parse(manifest));

export const serviceManifests = (platform: Platform, service: string, location: string): LooseManifest[] =>
  manifestsOf(serviceApplication(placementOf(platform, service, location)));

/** Every manifest of an environment's location. */
export function locationManifests(platform: Platform, name: string): LooseManifest[] {
  const location = platform.locations.find((candidate) => candidate.name === name);
  if (location === undefined) throw new Error(`no location ${name}`);
  const services = platform.services.filter(({ locations }) => locations.includes(name));
  return [
    ...PLATFORM_APPLICATIONS.flatMap(({ application }) =>
      manifestsOf(platformApplication(application, platform, location)),
    ),
    ...services.flatMap((service) => serviceManifests(platform, service.name, name)),
  ];
}

/** The one manifest of a kind and name. */
export function find(manifests: readonly LooseManifest[], kind: string, name: string): LooseManifest {
  const found = manifests.filter((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} × ${kind} ${name}`);
  return found[0];
}
