import type { IAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1/AuthorizationPolicy';
import type { IPeerAuthentication } from '@kubernetes-models/istio/security.istio.io/v1/PeerAuthentication';
import type { IRequestAuthentication } from '@kubernetes-models/istio/security.istio.io/v1/RequestAuthentication';
import type { Construct } from 'constructs';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { selectorLabels, serviceLabels } from '../labels.js';
import { verifiesTokens, type Placement } from '../placement.js';
import { callerRules, probeRules, publicRules, tokenKeyRules, type AccessRule } from './access-rules.js';
import { tokenRules } from './token-rules.js';

/** Who may call a service: nobody, except the declared callers, the gateway, and proxies that need the token keys. */
export class AccessChart extends ApplicationChart {
  constructor(scope: Construct, id: string, placement: Placement) {
    const { platform, location, service } = placement;
    super(scope, id, {
      namespace: service.derived.namespace,
      labels: serviceLabels(service, platform.environment.name, location.name),
    });
    this.addPeerAuthentication();
    this.addTokenVerification(placement);
    this.addDefaultDeny();
    this.addPolicy(placement, 'callers', callerRules(placement));
    this.addPolicy(placement, 'public-routes', publicRules(placement));
    this.addPolicy(placement, 'token-keys', tokenKeyRules(placement));
    this.addPolicy(placement, 'synthetic-probe', probeRules(placement));
  }

  private addPeerAuthentication(): void {
    customResource<IPeerAuthentication>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default' },
      spec: { mtls: { mode: 'STRICT' } },
    });
  }

  private addTokenVerification(placement: Placement): void {
    const jwtRules = tokenRules(placement);
    if (jwtRules.length === 0 || !verifiesTokens(placement.service)) return;
    customResource<IRequestAuthentication>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'RequestAuthentication',
      metadata: { name: 'access-tokens' },
      spec: { selector: { matchLabels: { ...selectorLabels(placement.service.name) } }, jwtRules },
    });
  }

  /** An empty specification allows nothing, so every request needs a rule of another policy. */
  private addDefaultDeny(): void {
    customResource<IAuthorizationPolicy>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'default-deny' },
      spec: {},
    });
  }

  private addPolicy({ service }: Placement, name: string, rules: readonly AccessRule[]): void {
    if (rules.length === 0) return;
    customResource<IAuthorizationPolicy>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name },
      spec: { selector: { matchLabels: { ...selectorLabels(service.name) } }, action: 'ALLOW', rules: [...rules] },
    });
  }
}
