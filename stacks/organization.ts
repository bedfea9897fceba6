import type {
  AwsOrganization,
  GcpOrganization,
  Location,
  Organization,
  Platform,
} from '../services/definition/platform.js';

/** What the jurisdiction of a location has above it; null where it stands alone. */
export function organizationOf({ jurisdictions }: Platform, { jurisdiction }: Location): Organization | null {
  const own = jurisdictions.find(({ name }) => name === jurisdiction);
  if (own === undefined) throw new RangeError(`no jurisdiction ${jurisdiction}`);
  return own.organization;
}

/** The AWS organization above a location. */
export const awsOrganizationOf = (platform: Platform, location: Location): AwsOrganization | null =>
  organizationOf(platform, location)?.aws ?? null;

/** The Google Cloud organization above a location. */
export const gcpOrganizationOf = (platform: Platform, location: Location): GcpOrganization | null =>
  organizationOf(platform, location)?.gcp ?? null;

/** Who hears of findings; nobody where no organization names a person. */
export const securityContactOf = (platform: Platform, location: Location): string | null =>
  organizationOf(platform, location)?.securityContact ?? null;
