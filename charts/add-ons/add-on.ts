import type { ApplicationWave } from '../../services/definition/platform-applications.js';
import type { Location, Platform } from '../../services/definition/platform.js';

/** A release in a cluster: becomes one Argo CD Application whose Helm values are `values`. */
export interface AddOn {
  /** Row of releases.yaml, and name of the Helm release. */
  readonly release: string;
  readonly wave: ApplicationWave;
  readonly namespace: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** What the chart makes that manifests of ours refer to: `ServiceAccount/<namespace>/<name>`, `Secret/…`, `ConfigMap/…`. */
  readonly provides?: readonly string[];
}

/** What a location runs of an add-on; nothing where its cloud brings the same. */
export type AddOnsOf = (platform: Platform, location: Location) => readonly AddOn[];
