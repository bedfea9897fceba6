/** Parses the unit-carrying strings of the definitions into numbers whose unit is in the name. */

const DURATION_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, y: 365 * 86_400_000 } as const;
const MEMORY_MIB = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 } as const;
const RATE_SECONDS = { s: 1, m: 60, h: 3600 } as const;

export const DURATION_PATTERN = /^(0|[1-9]\d*)(ms|s|m|h|d|y)$/;
export const MEMORY_PATTERN = /^([1-9]\d*)(Mi|Gi|Ti)$/;
export const RATE_PATTERN = /^([1-9]\d*)\/(s|m|h)$/;
export const CPU_PATTERN = /^[1-9]\d*m$/;

/** `"45s"` → 45000. A year is 365 days. Units: ms, s, m, h, d, y. */
export function durationMs(text: string): number {
  const [, amount, unit] = match(DURATION_PATTERN, text);
  return Number(amount) * DURATION_MS[unit as keyof typeof DURATION_MS];
}

/** `"45s"` → 45; sub-second durations give a fraction. */
export function durationSeconds(text: string): number {
  return durationMs(text) / 1_000;
}

/** `"7d"` → 168. */
export function durationHours(text: string): number {
  return durationMs(text) / DURATION_MS.h;
}

/** `"5y"` → 1825. */
export function durationDays(text: string): number {
  return durationMs(text) / DURATION_MS.d;
}

/** `"1Gi"` → 1024 mebibytes. */
export function memoryMib(text: string): number {
  const [, amount, unit] = match(MEMORY_PATTERN, text);
  return Number(amount) * MEMORY_MIB[unit as keyof typeof MEMORY_MIB];
}

/** `1` → 1000 and `"250m"` → 250 thousandths of a core. */
export function cpuMillicores(value: number | string): number {
  return typeof value === 'number' ? Math.round(value * 1_000) : Number(match(CPU_PATTERN, value)[0].slice(0, -1));
}

/** `"100/m"` → `{requests: 100, periodSeconds: 60}`. */
export function rate(text: string): { readonly requests: number; readonly periodSeconds: number } {
  const [, amount, unit] = match(RATE_PATTERN, text);
  return { requests: Number(amount), periodSeconds: RATE_SECONDS[unit as keyof typeof RATE_SECONDS] };
}

function match(pattern: RegExp, text: string): RegExpExecArray {
  const result = pattern.exec(text);
  if (result === null) throw new RangeError(`"${text}" does not match ${pattern.source}`);
  return result;
}
