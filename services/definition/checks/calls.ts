import type { Diagnostic } from '../source/diagnostic.js';
import { didYouMean, suggest } from '../source/suggest.js';
import type { ErrorCode } from '../codes.js';
import { absentFrom, type CheckContext, type LoadedService } from './check-context.js';

/** Caller and callee declare the same edge: the caller its call, the callee its caller. */
export function checkCalls(context: CheckContext): Diagnostic[] {
  const callees = new Map(context.loaded.services.map((each) => [each.definition.metadata.name, calleesOf(each)]));
  const known = [...context.services.keys()];
  return context.loaded.services.flatMap((service) => [
    ...checkTargets(service, context, known),
    ...checkCallers(service, context, callees, known),
  ]);
}

function calleesOf({ definition }: LoadedService): ReadonlySet<string> {
  return new Set((definition.calls ?? []).flatMap(({ service }) => service ?? []));
}

function checkTargets(
  { source, definition }: LoadedService,
  context: CheckContext,
  known: readonly string[],
): Diagnostic[] {
  const caller = definition.metadata.name;
  return (definition.calls ?? []).flatMap(({ service, external }, index) => {
    const at = (key: string[], code: ErrorCode, message: string, fix: string): Diagnostic =>
      source.diagnose(['calls', index, ...key], 'value', { code, message, fix });
    if ((service === undefined) === (external === undefined)) {
      const message =
        service === undefined ? 'the call names no target' : `the call names ${service} and ${external ?? ''}`;
      return [at([], 'call-target', message, 'write either service or external')];
    }
    if (service === undefined || context.loaded.broken.services.has(service)) return [];
    const callee = context.services.get(service);
    if (callee === undefined) {
      const suggestion = suggest(service, known);
      return [
        at(
          ['service'],
          'unknown-service',
          `"${service}" is not a service${didYouMean(suggestion)}`,
          suggestion === undefined ? 'call a service, or write external' : `write ${suggestion}`,
        ),
      ];
    }
    const exposed = callee.definition.expose?.callers?.some((entry) => entry.service === caller) === true;
    const absent = absentFrom(callee.definition, definition, context);
    return [
      // A call of a service to itself is a cycle, reported there.
      ...(exposed || service === caller
        ? []
        : [
            at(
              ['service'],
              'not-exposed',
              `${service} does not admit ${caller}`,
              `add { service: ${caller}, paths: […] } to expose.callers of ${callee.source.file}`,
            ),
          ]),
      ...(absent.length === 0
        ? []
        : [
            at(
              ['service'],
              'callee-absent',
              `${service} is not placed in ${absent.join(', ')}, where ${caller} is`,
              `place ${service} there too`,
            ),
          ]),
    ];
  });
}

function checkCallers(
  { source, definition }: LoadedService,
  { loaded, services }: CheckContext,
  callees: ReadonlyMap<string, ReadonlySet<string>>,
  known: readonly string[],
): Diagnostic[] {
  const { name } = definition.metadata;
  const { protocol } = definition.runtime.ports.http;
  return (definition.expose?.callers ?? []).flatMap(({ service, paths, rpcs }, index) => {
    const at = (key: string, code: ErrorCode, message: string, fix: string): Diagnostic =>
      source.diagnose(['expose', 'callers', index, key], 'value', { code, message, fix });
    const operations =
      paths === undefined && rpcs === undefined
        ? [
            at(
              'service',
              'caller-operations',
              `${service} may call nothing: the entry has neither paths nor rpcs`,
              'list what it may call',
            ),
          ]
        : rpcs !== undefined && protocol !== 'grpc'
          ? [
              at(
                'rpcs',
                'caller-operations',
                `the port speaks ${protocol}, which has no rpcs`,
                'list paths, or set protocol: grpc',
              ),
            ]
          : [];
    if (loaded.broken.services.has(service)) return operations;
    if (!services.has(service)) {
      const suggestion = suggest(service, known);
      const message = `"${service}" is not a service${didYouMean(suggestion)}`;
      return [
        ...operations,
        at(
          'service',
          'unknown-service',
          message,
          suggestion === undefined ? 'remove the caller' : `write ${suggestion}`,
        ),
      ];
    }
    if (callees.get(service)?.has(name) === true) return operations;
    const file = services.get(service)?.source.file ?? '';
    return [
      ...operations,
      at(
        'service',
        'undeclared-caller',
        `${service} declares no call to ${name}`,
        `add { service: ${name}, critical: … } to calls of ${file}, or remove the caller`,
      ),
    ];
  });
}
