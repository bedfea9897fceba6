import { applicationManifests } from '../../charts/emission/write-application.js';
import { placements } from '../../charts/placements.js';
import { serviceApplication } from '../../charts/service/service-application.js';
import { platformApplication } from '../../charts/synthesize.js';
import { PLATFORM_APPLICATIONS } from '../../services/definition/platform-applications.js';
import type { Platform, PlannedApplication } from '../../services/definition/platform.js';

/** The objects of one application, made in memory; throws when the platform no longer holds what it needs. */
export function synthesizeApplication(platform: Platform, planned: PlannedApplication): readonly object[] {
  return [...applicationManifests(appOf(platform, planned)).values()].flat();
}

function appOf(platform: Platform, planned: PlannedApplication): ReturnType<typeof serviceApplication> {
  const location = platform.locations.find(({ name }) => name === planned.location);
  if (location === undefined) throw new RangeError(`${planned.path} lies in no location`);
  const shared = PLATFORM_APPLICATIONS.find(({ application }) => application === planned.application);
  if (shared !== undefined) return platformApplication(shared.application, platform, location);
  for (const placement of placements({ ...platform, locations: [location] })) {
    if (placement.service.name === planned.service) return serviceApplication(placement);
  }
  throw new RangeError(`${planned.path} belongs to no placed service`);
}
