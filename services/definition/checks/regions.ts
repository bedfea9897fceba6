import type { JurisdictionName } from '../source/scalars.js';

/** AWS writes a dash before the number (`us-east-1`), Google Cloud does not (`us-east1`). */
export function cloudOfRegion(region: string): 'aws' | 'gcp' {
  return /-\d$/.test(region) ? 'aws' : 'gcp';
}

/** European regions outside the European Union: London and Zurich in both clouds. */
const NOT_IN_THE_EU: readonly string[] = ['eu-west-2', 'eu-central-2', 'europe-west2', 'europe-west6'];

/** The jurisdiction whose law holds in a region; undefined outside the platform's. */
export function jurisdictionOfRegion(region: string): JurisdictionName | undefined {
  if (region.startsWith('us-')) return 'us';
  return /^(eu-|europe-)/.test(region) && !NOT_IN_THE_EU.includes(region) ? 'eu' : undefined;
}

/** `us-east-1` → `use1`, `ap-northeast-1` → `apne1`: how AWS zone ids begin. */
export function awsZonePrefix(region: string): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  const short = direction.replace(
    /^(north|south)?(east|west|central)?$/,
    (_, first = '', second = '') => `${String(first).slice(0, 1)}${String(second).slice(0, 1)}`,
  );
  return `${area}${short}${number}`;
}
