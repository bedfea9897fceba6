import { PAGE_BURN_RATE } from '../canary-samples.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { didYouMean, suggest } from '../source/suggest.js';
import type { ErrorCode } from '../codes.js';
import type { CheckContext, LoadedService } from './check-context.js';

/** A probe a minute brings this many requests to every service; only objectives that need more must say so. */
const PROBED_REQUESTS_PER_HOUR = 60;

/** An objective can be alerted on: its page-level rate is below one, and one bad request alone stays below it. */
export function checkObjectives({ loaded }: CheckContext): Diagnostic[] {
  return loaded.services.flatMap((service) => [...checkAlerts(service), ...checkAnalysis(service)]);
}

/** Requests an hour below which a single error exceeds the page-level rate; `target` in percent. 99.99 → 694. */
export function requestsPerHourFor(target: number): number {
  // Rounded first: 100 − 99.99 is not exactly 0.01, and the floor would be one too low or too high.
  return Math.floor(Number((100 / ((100 - target) * PAGE_BURN_RATE)).toFixed(6)));
}

function checkAlerts({ source, definition }: LoadedService): Diagnostic[] {
  return (definition.slo?.objectives ?? []).flatMap(({ name, target, minRequestsPerHour }, index) => {
    const at = (key: string, code: ErrorCode, message: string, fix: string): Diagnostic =>
      source.diagnose(['slo', 'objectives', index, key], 'value', { code, message, fix });
    const pageRate = (PAGE_BURN_RATE * (100 - target)) / 100;
    if (pageRate >= 1) {
      const message = `${target} %: the page-level alert of "${name}" fires at ${(pageRate * 100).toFixed(1)} % bad requests, which is never`;
      return [at('target', 'alert-unreachable', message, 'raise the target above 93.06')];
    }
    const needed = requestsPerHourFor(target);
    if (minRequestsPerHour === undefined) {
      if (needed <= PROBED_REQUESTS_PER_HOUR) return [];
      return [
        at(
          'target',
          'min-requests',
          `at ${target} % one bad request alone pages below ${needed} requests an hour`,
          `add minRequestsPerHour: ${needed} or more`,
        ),
      ];
    }
    if (minRequestsPerHour >= needed) return [];
    return [
      at(
        'minRequestsPerHour',
        'min-requests',
        `at ${target} % one bad request alone pages below ${needed} requests an hour, not ${minRequestsPerHour}`,
        `write ${needed} or more`,
      ),
    ];
  });
}

function checkAnalysis({ source, definition }: LoadedService): Diagnostic[] {
  const names = (definition.slo?.objectives ?? []).map(({ name }) => name);
  return (definition.rollout?.analysis?.use ?? []).flatMap((name, index) =>
    names.includes(name)
      ? []
      : [
          source.diagnose(['rollout', 'analysis', 'use', index], 'value', {
            code: 'unknown-objective',
            message: `"${name}" is not an objective${didYouMean(suggest(name, names))}`,
            allowed: names,
            fix: 'use the name of an objective',
          }),
        ],
  );
}
