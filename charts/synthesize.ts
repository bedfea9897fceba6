import { join } from 'node:path';
import type { App } from 'cdk8s';
import { PLATFORM_APPLICATIONS, type PlatformApplication } from '../services/definition/platform-applications.js';
import type { Location, Platform } from '../services/definition/platform.js';
import { admissionApplication } from './admission/admission-application.js';
import { certificatesApplication } from './certificates/certificates-application.js';
import { writeApplication, type Written } from './emission/write-application.js';
import { foundationApplication } from './foundation/foundation-application.js';
import { gitopsApplication } from './gitops/gitops-application.js';
import { meshApplication } from './mesh/mesh-application.js';
import { observabilityApplication } from './observability/observability-application.js';
import { placements } from './placements.js';
import { serviceApplication } from './service/service-application.js';

/** The applications of the platform itself; services follow. */
const PLATFORM: Readonly<Record<PlatformApplication, (platform: Platform, location: Location) => App>> = {
  admission: admissionApplication,
  certificates: certificatesApplication,
  foundation: foundationApplication,
  gitops: gitopsApplication,
  mesh: meshApplication,
  observability: observabilityApplication,
};

/** One of the platform's own applications of a location. */
export const platformApplication = (name: PlatformApplication, platform: Platform, location: Location): App =>
  PLATFORM[name](platform, location);

/**
 * Writes every Kubernetes manifest of an environment.
 *
 * @param outputDirectory receives `<environment>/<location>/<application>/<concern>.yaml`
 * @returns how many objects and files were written
 * @throws ManifestError when an object is not what its custom resource definition asks for
 */
export function synthesizeManifests(platform: Platform, outputDirectory: string): Written {
  const folder = (location: string, application: string): string =>
    join(outputDirectory, platform.environment.name, location, application);
  const written: Written[] = [];
  for (const location of platform.locations) {
    for (const { application } of PLATFORM_APPLICATIONS)
      written.push(
        writeApplication(platformApplication(application, platform, location), folder(location.name, application)),
      );
  }
  for (const placement of placements(platform))
    written.push(
      writeApplication(serviceApplication(placement), folder(placement.location.name, placement.service.name)),
    );
  return {
    objects: written.reduce((sum, { objects }) => sum + objects, 0),
    files: written.reduce((sum, { files }) => sum + files, 0),
  };
}
