import type { PlannedStack, Platform } from '../../services/definition/platform.js';
import { UsageError, unknownName } from '../cli/usage-error.js';

/** Which stacks a command is about. */
export interface StackSelection {
  readonly environment?: string;
  /** Location, jurisdiction or pair. */
  readonly scope?: string;
  readonly stack?: readonly string[];
  /** Every stack, of every environment unless one is named. */
  readonly all?: boolean;
}

/** The selected stacks of one environment. */
export interface SelectedStacks {
  readonly platform: Platform;
  readonly stacks: readonly PlannedStack[];
}

/**
 * The stacks that options name, by environment.
 *
 * @throws UsageError when they name nothing, or something that does not exist
 */
export function selectStacks(platforms: readonly Platform[], options: StackSelection): SelectedStacks[] {
  const { environment, scope, stack: names = [], all } = options;
  if (environment === undefined && names.length === 0 && all !== true) {
    throw new UsageError(
      'which stacks? Nothing was named',
      `name an environment (--environment ${platforms.map((platform) => platform.environment.name).join('|')}), a stack (--stack), or --all`,
    );
  }
  const known = platforms.map((platform) => platform.environment.name);
  if (environment !== undefined && !known.some((name) => name === environment)) {
    throw unknownName('environment', environment, known);
  }
  const inEnvironment = platforms.filter(
    (platform) => environment === undefined || platform.environment.name === environment,
  );
  const planned = inEnvironment.flatMap(({ stacks }) => stacks);
  for (const name of names) {
    const all = planned.map((stack) => stack.name);
    if (!all.includes(name)) throw unknownName('stack', name, all);
  }
  const scopes = [...new Set(planned.map((stack) => stack.scope))];
  if (scope !== undefined && !scopes.includes(scope)) throw unknownName('scope', scope, scopes);
  return inEnvironment
    .map((platform) => ({
      platform,
      stacks: platform.stacks.filter(
        (stack) => (names.length === 0 || names.includes(stack.name)) && (scope === undefined || stack.scope === scope),
      ),
    }))
    .filter(({ stacks }) => stacks.length > 0);
}
