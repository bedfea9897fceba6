import { ARGOCD_NAMESPACE, PLATFORM_TEAM, toolHost } from '../../services/definition/names.js';
import type { Platform } from '../../services/definition/platform.js';
import { APPLICATION_HEALTH } from '../gitops/application-health.js';
import { NOTIFICATIONS } from '../gitops/notifications.js';
import type { AddOnsOf } from './add-on.js';

/** Zones that a highly available cache spreads over: one member in each. */
const CACHE_ZONES = 3;

/** Argo CD itself: installed once by hand with these values, and from then on by the Application of the same name. */
export const argocd: AddOnsOf = (platform, location) => {
  const host = toolHost('argocd', location.name, platform.environment.domain);
  return [
    {
      release: 'argocd',
      wave: 'foundation',
      namespace: ARGOCD_NAMESPACE,
      values: {
        crds: { install: true, keep: true },
        global: { domain: host, podAnnotations: { 'sidecar.istio.io/inject': 'false' } },
        configs: {
          cm: {
            'admin.enabled': 'false',
            'exec.enabled': 'false',
            'application.resourceTrackingMethod': 'annotation',
            'resource.customizations.health.argoproj.io_Application': APPLICATION_HEALTH,
            url: `https://${host}`,
            ...signOn(platform),
          },
          params: { 'controller.diff.server.side': 'true', 'reposerver.enable.git.submodule': 'false' },
          rbac: { 'policy.default': '', scopes: '[groups]', 'policy.csv': accessPolicy(platform) },
        },
        dex: { enabled: false },
        applicationSet: { replicas: 0 },
        'redis-ha': { enabled: location.zones.length >= CACHE_ZONES },
        controller: { replicas: 1, pdb: { enabled: false }, metrics: { enabled: true } },
        repoServer: { replicas: 2, pdb: { enabled: true, maxUnavailable: 1 }, metrics: { enabled: true } },
        server: { replicas: 2, pdb: { enabled: true, maxUnavailable: 1 }, metrics: { enabled: true } },
        notifications: {
          enabled: true,
          argocdUrl: `https://${host}`,
          // A person puts the token there; no value of it stands in Git.
          secret: { create: false, name: 'argocd-notifications-secret' },
          ...NOTIFICATIONS,
        },
      },
      provides: [`ConfigMap/${ARGOCD_NAMESPACE}/argocd-gpg-keys-cm`],
    },
  ];
};

/** A token that does not say that a second factor was used is refused; which values say so is the identity provider's part. */
function signOn({ environment }: Platform): Record<string, string> {
  const { signOn: provider } = environment.delivery;
  if (provider === null) return {};
  const config = {
    name: 'FinFlow',
    issuer: provider.issuer,
    clientID: provider.clientId,
    enablePKCEAuthentication: true,
    requestedScopes: ['openid', 'profile', 'email', 'groups'],
    requestedIDTokenClaims: { acr: { essential: true, values: ['mfa'] }, groups: { essential: true } },
  };
  return { 'oidc.config': `${JSON.stringify(config, null, 2)}\n` };
}

/** Platform engineers look at everything and sync; nobody deletes, overrides or executes. Squads get theirs from their project. */
function accessPolicy({ environment }: Platform): string {
  const role = `role:${PLATFORM_TEAM}-engineer`;
  const allowed = [
    ['applications', 'get', '*/*'],
    ['applications', 'sync', '*/*'],
    ['projects', 'get', '*'],
    ['repositories', 'get', '*'],
    ['clusters', 'get', '*'],
    ['logs', 'get', '*/*'],
  ];
  const group = environment.edge?.adminGroup;
  return [
    ...allowed.map(
      ([resource = '', action = '', object = '']) => `p, ${role}, ${resource}, ${action}, ${object}, allow`,
    ),
    ...(group === undefined ? [] : [`g, ${group}, ${role}`]),
    '',
  ].join('\n');
}
