import type { IDestinationRule } from '@kubernetes-models/istio/networking.istio.io/v1/DestinationRule';
import type { IVirtualService } from '@kubernetes-models/istio/networking.istio.io/v1/VirtualService';
import type { Construct } from 'constructs';
import {
  canaryService,
  clusterHost,
  COHORT_CLAIM,
  GATEWAY_NAMESPACE,
  PUBLIC_GATEWAY,
  stableService,
} from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { serviceLabels } from '../labels.js';
import { publicHost, type Placement } from '../placement.js';
import { circuitBreaker } from './circuit-breaker.js';
import { cohortPattern } from './cohort.js';
import {
  meshVirtualService,
  PRIMARY_ROUTE,
  publicVirtualService,
  reachesService,
  reachesStrangled,
  resiliencePolicy,
  revisionDestinations,
  routeName,
  routesByHost,
  type HttpRoute,
  type PublicRoute,
} from './service-routes.js';
import { strangledDestination } from './strangled-destination.js';

/** How requests reach a service: from the mesh, from the public gateway, and what a failing replica costs. */
export class TrafficChart extends ApplicationChart {
  constructor(scope: Construct, id: string, placement: Placement) {
    const { platform, location, service } = placement;
    super(scope, id, {
      namespace: service.derived.namespace,
      labels: serviceLabels(service, platform.environment.name, location.name),
    });
    this.addMeshRoute(placement);
    for (const [host, routes] of routesByHost(service)) this.addPublicRoutes(placement, host, routes);
    for (const name of [service.name, stableService(service.name), canaryService(service.name)])
      this.addDestinationRule(placement, name);
  }

  private addMeshRoute({ service }: Placement): void {
    customResource<IVirtualService>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: meshVirtualService(service) },
      spec: {
        hosts: [service.derived.host],
        gateways: ['mesh'],
        http: [{ name: PRIMARY_ROUTE, route: revisionDestinations(service), ...resiliencePolicy(service) }],
      },
    });
  }

  private addPublicRoutes(placement: Placement, host: string, routes: readonly PublicRoute[]): void {
    // The gateway takes the first match: the longest path must come first.
    const ordered = [...routes].sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1));
    customResource<IVirtualService>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: publicVirtualService(placement.service, host) },
      spec: {
        hosts: [publicHost(placement.publicHosts, host)],
        gateways: [`${GATEWAY_NAMESPACE}/${PUBLIC_GATEWAY}`],
        http: ordered.flatMap((route) => publicHttpRoutes(placement, route)),
      },
    });
  }

  private addDestinationRule({ service }: Placement, kubernetesService: string): void {
    customResource<IDestinationRule>(this, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: kubernetesService },
      spec: {
        host: clusterHost(kubernetesService, service.name),
        trafficPolicy: {
          tls: { mode: 'ISTIO_MUTUAL' },
          loadBalancer: { simple: 'LEAST_REQUEST' },
          ...circuitBreaker(service),
        },
      },
    });
  }
}

/**
 * The managed route, and below it the unmanaged one that keeps the remaining cohorts on the strangled system. The cohort is a claim
 * of the verified token, so no client can choose its side, and requests without a token stay where they were.
 */
function publicHttpRoutes(placement: Placement, route: PublicRoute): HttpRoute[] {
  const { service } = placement;
  const name = routeName(route);
  const policy = resiliencePolicy(service);
  const routes: HttpRoute[] = [];
  if (reachesService(route))
    routes.push({ name, match: matches(route), route: revisionDestinations(service), ...policy });
  if (reachesStrangled(route))
    routes.push({
      name: `${name}-strangled`,
      match: pathMatches(route),
      route: [{ destination: strangledDestination(placement, route) }],
      ...policy,
    });
  return routes;
}

type Match = NonNullable<HttpRoute['match']>[number];

function matches(route: PublicRoute): Match[] {
  const { strangles } = route;
  if (strangles === null || strangles.cohort === 100) return pathMatches(route);
  const cohort = { [`@request.auth.claims.${COHORT_CLAIM}`]: { regex: cohortPattern(strangles.cohort) } };
  return pathMatches(route).map((match) => ({ ...match, headers: cohort }));
}

/** The path itself and everything below it, but not its namesakes: `/v1/users` is not `/v1/users-export`. */
function pathMatches({ path }: PublicRoute): Match[] {
  const base = path.replace(/\/?\*?$/, '');
  return [{ uri: { exact: base } }, { uri: { prefix: `${base}/` } }];
}
