import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext } from './check-context.js';

/** The synchronous call graph has no cycle; each is printed once, at the call that closes it. */
export function checkCallCycles({ loaded, services }: CheckContext): Diagnostic[] {
  const calls = new Map(
    loaded.services.map(({ definition }) => [
      definition.metadata.name,
      (definition.calls ?? []).flatMap(({ service, external }, index) =>
        service !== undefined && external === undefined && services.has(service) ? [{ callee: service, index }] : [],
      ),
    ]),
  );
  const finished = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const start of [...calls.keys()].sort()) {
    // A stack of its own: a chain of a thousand services must not exhaust the call stack.
    const trail: { readonly name: string; next: number }[] = finished.has(start) ? [] : [{ name: start, next: 0 }];
    const onTrail = new Map<string, number>(trail.map(({ name }, depth) => [name, depth]));
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const call = calls.get(top.name)?.[top.next];
      top.next += 1;
      if (call === undefined) {
        finished.add(top.name);
        onTrail.delete(top.name);
        trail.pop();
      } else if (onTrail.has(call.callee)) {
        const cycle = [...trail.slice(onTrail.get(call.callee)).map(({ name }) => name), call.callee];
        diagnostics.push(...cycleDiagnostic(services, top.name, call.index, cycle));
      } else if (!finished.has(call.callee)) {
        onTrail.set(call.callee, trail.length);
        trail.push({ name: call.callee, next: 0 });
      }
    }
  }
  return diagnostics;
}

function cycleDiagnostic(
  services: CheckContext['services'],
  caller: string,
  index: number,
  cycle: readonly string[],
): Diagnostic[] {
  const loaded = services.get(caller);
  if (loaded === undefined) return [];
  return [
    loaded.source.diagnose(['calls', index, 'service'], 'value', {
      code: 'call-cycle',
      message: `synchronous calls form a cycle: ${cycle.join(' → ')}`,
      fix: cycle.length === 2 ? 'remove the call of a service to itself' : 'turn one of these calls into an event',
    }),
  ];
}
