import type { ErrorCode } from '../codes.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { CheckContext, LoadedService } from './check-context.js';

/** What a tier owes: objectives up to tier 2, recovery targets and measured capacity up to tier 1. */
export function checkRequirements({ loaded }: CheckContext): Diagnostic[] {
  return loaded.services.flatMap(checkTier);
}

function checkTier({ source, definition }: LoadedService): Diagnostic[] {
  const { tier, slo, recovery, capacity } = definition;
  const owed = (code: ErrorCode, key: string, upTo: number, value: unknown, example: string): Diagnostic[] =>
    tier > upTo || value !== undefined
      ? []
      : [
          source.diagnose(['tier'], 'value', {
            code,
            message: `tier ${tier} needs ${key}`,
            fix: `add ${example}, or choose a tier above ${upTo}`,
          }),
        ];
  return [
    ...owed('slo-required', 'slo', 2, slo, 'slo with an availability objective'),
    ...owed('recovery-required', 'recovery', 1, recovery, 'recovery: { rto: 15m, rpo: 5s }'),
    ...owed('capacity-required', 'capacity', 1, capacity, 'capacity with its measurement'),
  ];
}
