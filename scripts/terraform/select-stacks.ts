import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { PlannedStack, Platform } from '../../services/definition/platform.js';
import type { CommandContext } from '../cli/command-outcome.js';
import { UsageError, unknownName } from '../cli/usage-error.js';

/** The options that say which stacks are meant. */
export interface StackSelection {
  readonly environment?: readonly string[];
  readonly all?: boolean;
  readonly stack?: readonly string[];
  /** Location, jurisdiction or pair. */
  readonly scope?: string;
}

/** An environment with those of its stacks that are meant. */
export interface SelectedStacks {
  readonly platform: Platform;
  readonly stacks: readonly PlannedStack[];
}

/** Every stack of the named environments, or the named stacks; throws UsageError for a name that does not exist. */
export function selectStacks({ root, asOf }: CommandContext, selection: StackSelection): SelectedStacks[] {
  const { environment, all = false, stack, scope } = selection;
  if (environment === undefined && stack === undefined && !all) {
    throw new UsageError(
      'no stacks are named',
      'add --environment NAME, --stack NAME or, for every environment, --all',
    );
  }
  const platforms = loadPlatforms(root, { asOf });
  const environments: readonly string[] = platforms.map((platform) => platform.environment.name);
  for (const name of environment ?? []) {
    if (!environments.includes(name)) throw unknownName('environment', name, environments);
  }
  const candidates = platforms.filter((platform) => environment?.includes(platform.environment.name) ?? true);
  const known = candidates.flatMap(({ stacks }) => stacks.map(({ name }) => name));
  for (const name of stack ?? []) if (!known.includes(name)) throw unknownName('stack', name, known);
  const scopes = [...new Set(candidates.flatMap(({ stacks }) => stacks.map((planned) => planned.scope)))];
  if (scope !== undefined && !scopes.includes(scope)) throw unknownName('scope', scope, scopes);
  return candidates
    .map((platform) => ({
      platform,
      stacks: platform.stacks.filter(
        (planned) => (stack?.includes(planned.name) ?? true) && (scope ?? planned.scope) === planned.scope,
      ),
    }))
    .filter(({ stacks }) => stacks.length > 0);
}
