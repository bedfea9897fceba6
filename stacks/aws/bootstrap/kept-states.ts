import type { AwsLocation, Platform, StateLocation } from '../../../services/definition/platform.js';

export type BucketState = Extract<StateLocation, { backend: 's3' }>;

/** States that lie in the account of a location: its own, or those of a jurisdiction. */
export interface KeptStates {
  /** Whose stacks they are: a location or a jurisdiction. */
  readonly scope: string;
  readonly state: BucketState;
  /** Folder of the scope inside of the bucket. */
  readonly folder: string;
}

/**
 * The location's own states and those of its jurisdiction, which the first AWS location in the region of their bucket
 * keeps. None where states are files of a checkout.
 */
export function keptStates(platform: Platform, location: AwsLocation): readonly KeptStates[] {
  const { environment, jurisdictions, locations } = platform;
  const scopes = jurisdictions.filter(({ name, state }) => {
    const region = state?.backend === 's3' ? state.region : undefined;
    const keeper = locations.find(
      (other) => other.cloud === 'aws' && other.jurisdiction === name && other.region === region,
    );
    return keeper?.name === location.name;
  });
  return [location, ...scopes].flatMap(({ name, state }) =>
    state?.backend === 's3' ? [{ scope: name, state, folder: `${environment.name}/${name}` }] : [],
  );
}
