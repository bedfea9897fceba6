import { join } from 'node:path';
import type { Platform } from '../services/definition/platform.js';
import { writeApplication, type Written } from './emission/write-application.js';
import { gitopsApplication } from './gitops/gitops-application.js';
import { meshApplication } from './mesh/mesh-application.js';
import { placements } from './placements.js';
import { serviceApplication } from './service/service-application.js';

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
    written.push(writeApplication(meshApplication(platform, location), folder(location.name, 'mesh')));
    written.push(writeApplication(gitopsApplication(platform, location), folder(location.name, 'gitops')));
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
