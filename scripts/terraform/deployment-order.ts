import type { PlannedStack, Platform } from '../../services/definition/platform.js';

/** The stacks of one wave, in rounds; stacks of one round may be applied at the same time. */
export interface Wave {
  /** From 0, as in services/definition/layers.ts. */
  readonly wave: number;
  readonly rounds: readonly (readonly PlannedStack[])[];
}

/**
 * Waves in their order. In a round no jurisdiction has stacks of two locations, so a change that breaks a location leaves the others of its
 * jurisdiction as they were. A stack that joins locations has a round without any other of its jurisdictions.
 */
export function deploymentOrder(platform: Platform, stacks: readonly PlannedStack[]): Wave[] {
  const numbers = [...new Set(stacks.map(({ wave }) => wave))].sort((a, b) => a - b);
  return numbers.map((wave) => ({
    wave,
    rounds: roundsOf(
      platform,
      stacks.filter((stack) => stack.wave === wave),
    ),
  }));
}

function roundsOf(platform: Platform, stacks: readonly PlannedStack[]): PlannedStack[][] {
  const rounds: PlannedStack[][] = [];
  for (const stack of stacks) {
    const fitting = rounds.find((round) => round.every((other) => mayShareRound(platform, stack, other)));
    if (fitting === undefined) rounds.push([stack]);
    else fitting.push(stack);
  }
  return rounds;
}

/** Stacks of the same location may, and stacks of different jurisdictions. */
function mayShareRound(platform: Platform, one: PlannedStack, other: PlannedStack): boolean {
  if (one.scope === other.scope) return true;
  const theirs = jurisdictionsOf(platform, other);
  return !jurisdictionsOf(platform, one).some((jurisdiction) => theirs.includes(jurisdiction));
}

const jurisdictionsOf = ({ locations }: Platform, stack: PlannedStack): string[] =>
  locations.filter(({ name }) => stack.locations.includes(name)).map(({ jurisdiction }) => jurisdiction);
