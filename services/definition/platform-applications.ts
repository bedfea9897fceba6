import { ARGOCD_NAMESPACE, GATEWAY_NAMESPACE, MONITORING_NAMESPACE } from './names.js';

/**
 * The waves in which Argo CD brings a cluster up from nothing: what a wave needs exists once the waves before it are healthy.
 * `definitions` are custom resource definitions, `operators` whatever acts on them.
 */
export const APPLICATION_WAVES = ['foundation', 'definitions', 'operators', 'platform', 'data', 'services'] as const;

export type ApplicationWave = (typeof APPLICATION_WAVES)[number];

/** Sync wave as Argo CD's annotation wants it, from "0". */
export const syncWave = (wave: ApplicationWave): string => String(APPLICATION_WAVES.indexOf(wave));

/** What a location's services share: a folder of manifests each, and the namespace of objects that name none. */
export const PLATFORM_APPLICATIONS = [
  { application: 'foundation', wave: 'foundation', namespace: ARGOCD_NAMESPACE },
  { application: 'gitops', wave: 'foundation', namespace: ARGOCD_NAMESPACE },
  { application: 'admission', wave: 'platform', namespace: ARGOCD_NAMESPACE },
  { application: 'certificates', wave: 'platform', namespace: GATEWAY_NAMESPACE },
  { application: 'mesh', wave: 'platform', namespace: GATEWAY_NAMESPACE },
  { application: 'observability', wave: 'platform', namespace: MONITORING_NAMESPACE },
] as const satisfies readonly {
  readonly application: string;
  readonly wave: ApplicationWave;
  readonly namespace: string;
}[];

export type PlatformApplication = (typeof PLATFORM_APPLICATIONS)[number]['application'];

/** Argo CD project of the charts of others; no squad has its name. */
export const ADD_ONS_PROJECT = 'add-ons';

/** The application that holds all Applications of its cluster: the root of its app of apps. */
export const ROOT_APPLICATION = 'gitops' satisfies PlatformApplication;
