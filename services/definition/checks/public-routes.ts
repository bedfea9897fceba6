import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext, LoadedService, Placed } from './check-context.js';

/** Public hosts exist where a service runs, and every public host and path has one owner. */
export function checkPublicRoutes({ loaded, placements }: CheckContext): Diagnostic[] {
  return [...placements.flatMap(checkHosts), ...checkOwners(loaded.services), ...loaded.services.flatMap(checkPorts)];
}

function checkHosts({ service: { source, definition }, environment, locations }: Placed): Diagnostic[] {
  const { jurisdictions, metadata } = environment.definition;
  const used = jurisdictions.filter(({ name }) => locations.some((location) => location.jurisdiction === name));
  return (definition.expose?.public ?? []).flatMap(({ host }, index) =>
    used
      .filter(({ hosts }) => !Object.hasOwn(hosts, host))
      .map(({ name, hosts }) =>
        source.diagnose(['expose', 'public', index, 'host'], 'value', {
          code: 'unknown-host',
          message: `"${host}" is not a host of ${name} in ${metadata.name}`,
          allowed: Object.keys(hosts),
          fix: `add it to the hosts of ${name} in ${environment.source.file}`,
        }),
      ),
  );
}

function checkOwners(services: readonly LoadedService[]): Diagnostic[] {
  const owners = new Map<string, { readonly place: string; readonly service: string; readonly methods: Set<string> }>();
  return services.flatMap(({ source, definition }) =>
    (definition.expose?.public ?? []).flatMap(({ host, path, methods = ['GET'] }, index) => {
      const key = `${host} ${path.replace(/\/?\*?$/, '') || '/'}`;
      const service = definition.metadata.name;
      const owner = owners.get(key);
      if (owner === undefined) {
        const { line } = source.locate(['expose', 'public', index, 'path'], 'value');
        owners.set(key, { place: `${source.file}:${line}`, service, methods: new Set(methods) });
        return [];
      }
      const shared = methods.filter((method) => owner.methods.has(method));
      for (const method of methods) owner.methods.add(method);
      // A service may describe the methods of one path apart, with a rate limit each.
      if (owner.service === service && shared.length === 0) return [];
      const message = `${path} on ${host} belongs to ${owner.place} already`;
      const fix = 'choose another path, or remove one of the routes';
      return [source.diagnose(['expose', 'public', index, 'path'], 'value', { code: 'route-conflict', message, fix })];
    }),
  );
}

/** Ports of the Istio sidecar: https://istio.io/latest/docs/ops/deployment/application-requirements/. */
const SIDECAR_PORTS: readonly number[] = [15000, 15001, 15002, 15004, 15006, 15008, 15020, 15021, 15053, 15090];

function checkPorts({ source, definition }: LoadedService): Diagnostic[] {
  const { http, metrics } = definition.runtime.ports;
  const at = (port: 'http' | 'metrics', message: string): Diagnostic =>
    source.diagnose(['runtime', 'ports', port, 'port'], 'value', {
      code: 'port-conflict',
      message,
      fix: 'choose another port',
    });
  return [
    ...(http.port === metrics.port ? [at('metrics', `${metrics.port} is the http port already`)] : []),
    ...(SIDECAR_PORTS.includes(http.port) ? [at('http', `${http.port} belongs to the sidecar`)] : []),
    ...(SIDECAR_PORTS.includes(metrics.port) ? [at('metrics', `${metrics.port} belongs to the sidecar`)] : []),
  ];
}
