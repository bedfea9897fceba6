import type { GcpLocation, Platform, StateLocation } from '../../../services/definition/platform.js';

export type BucketState = Extract<StateLocation, { backend: 'gcs' }>;

/** States that lie in the project of a location: its own, or those of a jurisdiction. */
export interface KeptStates {
  /** Whose stacks they are: a location or a jurisdiction. */
  readonly scope: string;
  readonly state: BucketState;
  /** Folder of the scope inside of the bucket. */
  readonly folder: string;
}

/** The location's own states and, in the first Google Cloud location of a jurisdiction, those that the jurisdiction keeps on Cloud Storage. */
export function keptStates({ environment, jurisdictions, locations }: Platform, location: GcpLocation): KeptStates[] {
  const keeper = locations.find(({ cloud, jurisdiction }) => cloud === 'gcp' && jurisdiction === location.jurisdiction);
  const shared =
    keeper?.name === location.name ? jurisdictions.filter(({ name }) => name === location.jurisdiction) : [];
  return [location, ...shared].flatMap(({ name, state }) =>
    state?.backend === 'gcs' ? [{ scope: name, state, folder: `${environment.name}/${name}` }] : [],
  );
}
