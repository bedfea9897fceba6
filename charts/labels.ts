import { PLATFORM_TEAM } from '../services/definition/names.js';
import type { Location, Platform, Service } from '../services/definition/platform.js';

export type Labels = Readonly<Record<string, string>>;

/** Labels of a service's objects: Kubernetes' recommended ones, and what cost reports, alerts and auditors group by. */
export function serviceLabels(service: Service, environment: string, location: string): Labels {
  const { metadata, compliance, tier } = service;
  return {
    ...selectorLabels(service.name),
    'app.kubernetes.io/instance': `${service.name}-${location}`,
    'app.kubernetes.io/part-of': metadata.system,
    'app.kubernetes.io/managed-by': 'finflow',
    'finflow.io/data-class': compliance.dataClass,
    'finflow.io/environment': environment,
    'finflow.io/lifecycle': metadata.lifecycle,
    'finflow.io/location': location,
    'finflow.io/owner': metadata.owner,
    'finflow.io/pci-scope': compliance.pciScope,
    'finflow.io/tier': String(tier),
  };
}

/** Labels of what a location's services share. It carries all traffic, so it counts as tier 0 and is in PCI scope. */
export function platformLabels(application: string, { environment }: Platform, location: Location): Labels {
  return {
    ...selectorLabels(application),
    'app.kubernetes.io/instance': `${application}-${location.name}`,
    'app.kubernetes.io/part-of': 'platform',
    'app.kubernetes.io/managed-by': 'finflow',
    'finflow.io/data-class': 'restricted',
    'finflow.io/environment': environment.name,
    'finflow.io/location': location.name,
    'finflow.io/owner': PLATFORM_TEAM,
    'finflow.io/pci-scope': 'connected',
    'finflow.io/tier': '0',
  };
}

/** The one label that Services, policies and budgets select pods by; immutable once a Rollout exists. */
export const selectorLabels = (application: string): Labels => ({ 'app.kubernetes.io/name': application });

/** Kubernetes sets this label on every namespace itself, so nobody can claim another one's. */
export const namespaceLabels = (namespace: string): Labels => ({ 'kubernetes.io/metadata.name': namespace });
