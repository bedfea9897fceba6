import { DataGoogleLoggingProjectCmekSettings } from '@cdktf/provider-google/lib/data-google-logging-project-cmek-settings/index.js';
import { DataGoogleProject } from '@cdktf/provider-google/lib/data-google-project/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Reads the number that Google puts into the names of its own accounts and of secrets; the project is known by id. */
export function defineProjectNumber(stack: PlatformStack, { project }: GcpLocation): string {
  return new DataGoogleProject(stack, 'project', { projectId: project }).number;
}

/** Google's own accounts, which act for a project when its services use our keys. */
export const kubernetesAgent = (projectNumber: string): string =>
  `serviceAccount:service-${projectNumber}@container-engine-robot.iam.gserviceaccount.com`;
export const computeAgent = (projectNumber: string): string =>
  `serviceAccount:service-${projectNumber}@compute-system.iam.gserviceaccount.com`;
export const backupAgent = (projectNumber: string): string =>
  `serviceAccount:service-${projectNumber}@gcp-sa-gkebackup.iam.gserviceaccount.com`;
export const messagingAgent = (projectNumber: string): string =>
  `serviceAccount:service-${projectNumber}@gcp-sa-pubsub.iam.gserviceaccount.com`;
export const secretsAgent = (projectNumber: string): string =>
  `serviceAccount:service-${projectNumber}@gcp-sa-secretmanager.iam.gserviceaccount.com`;
export const redisAgent = (projectNumber: string): string =>
  `serviceAccount:service-${projectNumber}@cloud-redis.iam.gserviceaccount.com`;

/** Cloud Logging's own account of a project, which encrypts its buckets; Google names it, so it is read. */
export function loggingAgent(stack: PlatformStack, { project }: GcpLocation): string {
  const settings = new DataGoogleLoggingProjectCmekSettings(stack, 'logging-agent', { project });
  return `serviceAccount:${settings.serviceAccountId}`;
}
