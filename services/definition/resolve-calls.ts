import * as names from './names.js';
import type { Call } from './platform.js';
import type { ServiceDefinition } from './service-schema.js';

/** Every declared edge of the synchronous call graph, with what the callee lets the caller do; sorted by caller and callee. */
export function resolveCalls(definitions: readonly ServiceDefinition[], trustDomain: string): Call[] {
  const byName = new Map(definitions.map((definition) => [definition.metadata.name, definition]));
  return definitions
    .flatMap((definition) => {
      const caller = definition.metadata.name;
      return (definition.calls ?? []).map(({ service, external, critical }): Call => {
        const exposed =
          service === undefined
            ? undefined
            : byName.get(service)?.expose?.callers?.find((entry) => entry.service === caller);
        return {
          caller,
          callee: service ?? external ?? '',
          kind: service === undefined ? 'external' : 'service',
          critical,
          principal: names.principal(trustDomain, caller),
          operations: [
            ...(exposed?.paths ?? []).map(operation),
            ...(exposed?.rpcs ?? []).map((rpc) => ({ methods: ['POST'], path: `/${rpc}` })),
          ],
          idempotencyKey: exposed?.idempotencyKey ?? false,
        };
      });
    })
    .sort((a, b) => compare(a.caller, b.caller) || compare(a.callee, b.callee));
}

function operation(methodAndPath: string): Call['operations'][number] {
  const [method = '', path = ''] = methodAndPath.split(' ');
  return { methods: [method], path };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
