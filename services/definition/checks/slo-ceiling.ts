import type { Diagnostic } from '../source/diagnostic.js';
import { OWN_BUDGET_PERCENT } from '../tier-defaults.js';
import type { CheckContext, LoadedService } from './check-context.js';

/** Targets have at most a few decimals; binary fractions differ far below them. */
const TOLERANCE = 1e-9;

/** An availability objective stays below what its critical dependencies promise together, with a budget of its own. */
export function checkSloCeiling(context: CheckContext): Diagnostic[] {
  return context.loaded.services.flatMap((service) => checkService(service, context));
}

interface Dependency {
  readonly name: string;
  /** Percent promised; undefined when it promises nothing. */
  readonly availability: number | undefined;
}

function checkService(service: LoadedService, context: CheckContext): Diagnostic[] {
  const dependencies = criticalDependencies(service, context);
  if (dependencies.length === 0) return [];
  const { source, definition } = service;
  return (definition.slo?.objectives ?? []).flatMap(({ target, sli, ownBudget = OWN_BUDGET_PERCENT }, index) => {
    if (!('errors' in sli)) return [];
    const path = ['slo', 'objectives', index, 'target'];
    const silent = dependencies.filter(({ availability }) => availability === undefined).map(({ name }) => name);
    if (silent.length > 0) {
      const message = `critical ${plural(silent)} ${silent.join(', ')} ${silent.length === 1 ? 'promises' : 'promise'} no availability`;
      const fix = `set critical: false on ${silent.join(', ')}, or give ${silent.length === 1 ? 'it' : 'them'} an availability objective`;
      return [source.diagnose(path, 'value', { code: 'slo-ceiling', message, fix })];
    }
    const ceiling = 100 * dependencies.reduce((product, { availability = 100 }) => product * (availability / 100), 1);
    const forDependencies = 1 - ownBudget / 100;
    const allowance = (100 - target) * forDependencies;
    if (100 - ceiling <= allowance + TOLERANCE) return [];
    const promised = dependencies
      .map(({ name, availability = 100 }) => `${name} promises ${availability}`)
      .join(' and ');
    const together = dependencies.length === 1 ? '' : `, together ${floored(ceiling)}`;
    const highest = floored(100 - (100 - ceiling) / forDependencies);
    const names = dependencies.map(({ name }) => name).join(', ');
    const fix = `set critical: false on ${names}, or lower the target to ${highest}`;
    return target >= ceiling - TOLERANCE
      ? [
          source.diagnose(path, 'value', {
            code: 'slo-ceiling',
            message: `critical ${plural(dependencies)} ${promised}${together}`,
            fix,
          }),
        ]
      : [
          source.diagnose(path, 'value', {
            code: 'slo-own-budget',
            message: `critical ${plural(dependencies)} ${promised}${together}: less than ${ownBudget} % of the error budget of ${target} is left for the service itself`,
            fix: `${fix}, or declare a smaller ownBudget`,
          }),
        ];
  });
}

function criticalDependencies({ definition }: LoadedService, { services, externals }: CheckContext): Dependency[] {
  return (definition.calls ?? [])
    .filter(({ critical }) => critical)
    .flatMap(({ service, external }): Dependency[] => {
      const callee = service === undefined ? undefined : services.get(service);
      if (callee !== undefined) return [{ name: callee.definition.metadata.name, availability: promiseOf(callee) }];
      const system = external === undefined ? undefined : externals?.get(external);
      return system === undefined ? [] : [{ name: system.name, availability: system.availability }];
    });
}

/** The weakest availability objective: a caller may depend on any of the operations behind it. */
function promiseOf({ definition }: LoadedService): number | undefined {
  const targets = (definition.slo?.objectives ?? []).filter(({ sli }) => 'errors' in sli).map(({ target }) => target);
  return targets.length === 0 ? undefined : Math.min(...targets);
}

function plural(entries: readonly unknown[]): string {
  return entries.length === 1 ? 'dependency' : 'dependencies';
}

/** Rounded down to three decimals, so that the advice is accepted. */
function floored(percent: number): number {
  return Math.floor(percent * 1000 + TOLERANCE) / 1000;
}
