import type { PlannedStack, Platform } from '../../services/definition/platform.js';

/** Stacks grouped by wave, earliest first. */
export function byWave<T extends { readonly stack: PlannedStack }>(items: readonly T[]): readonly (readonly T[])[] {
  const waves = [...new Set(items.map(({ stack }) => stack.wave))].sort((a, b) => a - b);
  return waves.map((wave) => items.filter(({ stack }) => stack.wave === wave));
}

/** True when two stacks touch different locations of one jurisdiction, which must never change at the same time. */
export type Conflict = (a: PlannedStack, b: PlannedStack) => boolean;

export function locationConflict({ locations }: Pick<Platform, 'locations'>): Conflict {
  const jurisdictionOf = new Map(locations.map(({ name, jurisdiction }) => [name, jurisdiction]));
  return (a, b) =>
    a.locations.some((one) =>
      b.locations.some((other) => one !== other && jurisdictionOf.get(one) === jurisdictionOf.get(other)),
    );
}

export interface Scheduling<T> {
  readonly parallel: number;
  /** True when the two may not run at the same time. */
  readonly conflict: (a: T, b: T) => boolean;
  /** Asked before every start: once true, nothing more is started. */
  readonly stopped: () => boolean;
}

/** Runs work for every item, in their order where nothing hinders; resolves when everything that was started has ended. */
export async function schedule<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  { parallel, conflict, stopped }: Scheduling<T>,
): Promise<void> {
  const waiting = [...items];
  const running = new Map<T, Promise<void>>();
  while (waiting.length > 0 || running.size > 0) {
    for (const item of [...waiting]) {
      if (stopped() || running.size >= parallel) break;
      if ([...running.keys()].some((other) => conflict(item, other))) continue;
      waiting.splice(waiting.indexOf(item), 1);
      running.set(
        item,
        work(item).finally(() => running.delete(item)),
      );
    }
    if (running.size === 0) return;
    await Promise.race(running.values());
  }
}
