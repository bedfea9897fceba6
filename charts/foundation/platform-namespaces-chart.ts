import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { PLATFORM_NAMESPACES } from '../../services/definition/platform-namespaces.js';
import type { Location, Platform } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { platformLabels, selectorLabels } from '../labels.js';
import { podSecurityLabels } from './pod-security-labels.js';

export interface FoundationProps {
  readonly platform: Platform;
  readonly location: Location;
}

/** The namespaces of the platform, each as strict as what runs in it allows. Nothing prunes one: its objects would go with it. */
export class PlatformNamespacesChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: FoundationProps) {
    super(scope, id, { labels: platformLabels('foundation', platform, location) });
    for (const { name, podSecurity, injection, reason } of PLATFORM_NAMESPACES)
      new k8s.KubeNamespace(this, name, {
        metadata: {
          name,
          labels: {
            ...selectorLabels(name),
            ...podSecurityLabels(platform.environment.kubernetes.version, podSecurity),
            'istio-injection': injection ? 'enabled' : 'disabled',
          },
          annotations: { ...KEPT, 'finflow.io/reason': reason },
        },
      });
  }
}

/** Argo CD's words for: never delete it because it left the branch. */
export const KEPT = { 'argocd.argoproj.io/sync-options': 'Prune=false' } as const;
