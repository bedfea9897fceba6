import type { IGateway } from '@kubernetes-models/istio/networking.istio.io/v1/Gateway';
import type { IVirtualService } from '@kubernetes-models/istio/networking.istio.io/v1/VirtualService';
import type { IAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1/AuthorizationPolicy';
import type { IPeerAuthentication } from '@kubernetes-models/istio/security.istio.io/v1/PeerAuthentication';
import type { IRequestAuthentication } from '@kubernetes-models/istio/security.istio.io/v1/RequestAuthentication';
import type { Construct } from 'constructs';
import { k8s } from 'cdk8s-plus-28';
import {
  EDGE_HEALTH_PATH,
  GATEWAY_CERTIFICATE,
  GATEWAY_NAMESPACE,
  GATEWAY_SERVICE_ACCOUNT,
  PUBLIC_GATEWAY,
} from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels, selectorLabels } from '../labels.js';
import { publicHost } from '../placement.js';
import { publicPaths } from './access-rules.js';
import type { MeshLocation } from './mesh-location.js';
import { routesByHost } from './service-routes.js';
import { tokenRules } from './token-rules.js';

const HTTPS_PORT = 443;

/** The one entry from the internet: only the edge gets in, only to declared hosts and paths, only over TLS. */
export class GatewayChart extends ApplicationChart {
  private readonly hosts: string[];
  private readonly pods = { matchLabels: { ...selectorLabels(GATEWAY_SERVICE_ACCOUNT) } };

  constructor(scope: Construct, id: string, props: MeshLocation) {
    super(scope, id, {
      namespace: GATEWAY_NAMESPACE,
      labels: platformLabels(PUBLIC_GATEWAY, props.platform, props.location),
    });
    this.hosts = Object.values(props.publicHosts).sort();
    this.addIdentity();
    this.addPeerAuthentication();
    this.addGateway(props);
    this.addEdgeHealth();
    this.addTokenVerification(props);
    this.addAccess(props);
  }

  private addIdentity(): void {
    new k8s.KubeServiceAccount(this, 'service-account', {
      metadata: { name: GATEWAY_SERVICE_ACCOUNT },
      automountServiceAccountToken: false,
    });
  }

  private addPeerAuthentication(): void {
    customResource<IPeerAuthentication>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default' },
      spec: { mtls: { mode: 'STRICT' } },
    });
  }

  /** Mutual TLS with the edge, by our own origin-pull certificate; only namespaces with declared public routes may bind. */
  private addGateway({ publicServices, publicHosts }: MeshLocation): void {
    customResource<IGateway>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: PUBLIC_GATEWAY },
      spec: {
        selector: this.pods.matchLabels,
        servers: [
          {
            hosts: [
              ...this.hosts.map((host) => `./${host}`),
              ...publicServices.flatMap((service) =>
                [...routesByHost(service).keys()].map(
                  (host) => `${service.derived.namespace}/${publicHost(publicHosts, host)}`,
                ),
              ),
            ],
            port: { number: HTTPS_PORT, name: 'https', protocol: 'HTTPS' },
            tls: { mode: 'MUTUAL', credentialName: GATEWAY_CERTIFICATE, minProtocolVersion: 'TLSV1_2' },
          },
        ],
      },
    });
  }

  /** Answered by the gateway itself: the edge's monitors ask for the way here, not for a service's health. */
  private addEdgeHealth(): void {
    customResource<IVirtualService>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'edge-health' },
      spec: {
        hosts: this.hosts,
        gateways: [PUBLIC_GATEWAY],
        http: [{ name: 'edge-health', match: [{ uri: { exact: EDGE_HEALTH_PATH } }], directResponse: { status: 200 } }],
      },
    });
  }

  private addTokenVerification(props: MeshLocation): void {
    const jwtRules = tokenRules(props);
    if (jwtRules.length === 0) return;
    customResource<IRequestAuthentication>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'RequestAuthentication',
      metadata: { name: 'access-tokens' },
      spec: { selector: this.pods, jwtRules },
    });
  }

  /** Declared hosts, methods and paths; whether a route needs a token is the service's own rule. */
  private addAccess({ publicServices, publicHosts }: MeshLocation): void {
    const routes = publicServices.flatMap(({ expose }) => expose.public);
    customResource<IAuthorizationPolicy>(this, {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'public-routes' },
      spec: {
        selector: this.pods,
        action: 'ALLOW',
        rules: [
          { to: [{ operation: { hosts: this.hosts, methods: ['GET', 'HEAD'], paths: [EDGE_HEALTH_PATH] } }] },
          ...routes.map((route) => ({
            to: [
              {
                operation: {
                  hosts: [publicHost(publicHosts, route.host)],
                  methods: [...route.methods],
                  paths: publicPaths(route),
                },
              },
            ],
          })),
        ],
      },
    });
  }
}
