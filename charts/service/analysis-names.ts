import type { Service } from '../../services/definition/platform.js';

/** AnalysisTemplates of a service's namespace that its Rollout refers to. */
export const OBJECTIVES_ANALYSIS = 'objectives';
export const PROBE_ANALYSIS = 'synthetic-probe';

/** Pods of the synthetic probe; they must not match the service's own selectors. */
export const probeName = (service: string): string => `${service}-probe`;

/** True where a rollout cannot be judged by traffic, or must be judged before it gets any. */
export const needsProbe = ({ rollout }: Service, location: string): boolean =>
  rollout.strategy === 'blue-green' || rollout.gates[location] === 'synthetic-probe';

/** True where the rollout's steps are judged by the objectives. */
export const judgesTraffic = (service: Service, location: string): boolean => !needsProbe(service, location);
