import { build, type Histogram } from 'hdr-histogram-js';

/** A load that does not wait for answers. */
export interface OpenLoopOptions {
  /** Arrivals a second, on average; they come at random, as those of independent people do (Poisson). */
  readonly perSecond: number;
  readonly seconds: number;
  /** Before that nothing is recorded. */
  readonly warmUpSeconds: number;
  /** One request; resolves to an error's name, or undefined when it succeeded. */
  readonly send: () => Promise<string | undefined>;
}

/** What came of it. Times in milliseconds. */
export interface OpenLoopResult {
  readonly sent: number;
  readonly succeeded: number;
  readonly errors: ReadonlyMap<string, number>;
  /** Of successes, from the moment when the request should have been sent. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
  /** How much later than intended the generator sent, P99. It is contained in the latency. */
  readonly lagP99: number;
}

const TICK_MS = 1;
const MICROSECONDS = 1000;
const DRAIN_MS = 10_000;

/**
 * Sends at a constant rate whatever the server does, so that a slow server cannot slow the load down. A latency counts from the time
 * when its request was due, so waiting in the generator is not left out (coordinated omission).
 */
export async function openLoop({ perSecond, seconds, warmUpSeconds, send }: OpenLoopOptions): Promise<OpenLoopResult> {
  const [latencies, lags] = [histogram(), histogram()];
  const errors = new Map<string, number>();
  let [sent, succeeded, open] = [0, 0, 0];
  const start = performance.now();
  const recordFrom = start + warmUpSeconds * 1000;
  const end = recordFrom + seconds * 1000;
  const pause = (): number => (-Math.log(1 - Math.random()) * 1000) / perSecond;

  const one = async (dueMs: number): Promise<void> => {
    open += 1;
    const recorded = dueMs >= recordFrom;
    if (recorded) {
      sent += 1;
      lags.recordValue(Math.max(1, Math.round((performance.now() - dueMs) * MICROSECONDS)));
    }
    const error = await send();
    open -= 1;
    if (!recorded) return;
    if (error !== undefined) return void errors.set(error, (errors.get(error) ?? 0) + 1);
    succeeded += 1;
    latencies.recordValue(Math.max(1, Math.round((performance.now() - dueMs) * MICROSECONDS)));
  };
  for (let next = start + pause(); next < end;) {
    for (const now = performance.now(); next <= now && next < end; next += pause()) void one(next);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  for (const last = performance.now() + DRAIN_MS; open > 0 && performance.now() < last;)
    await new Promise((resolve) => setTimeout(resolve, 10));
  if (open > 0) errors.set('no answer', (errors.get('no answer') ?? 0) + open);
  const at = (percentile: number): number => latencies.getValueAtPercentile(percentile) / MICROSECONDS;
  return {
    ...{ sent, succeeded, errors },
    latency: { p50: at(50), p95: at(95), p99: at(99), max: latencies.maxValue / MICROSECONDS },
    lagP99: lags.getValueAtPercentile(99) / MICROSECONDS,
  };
}

const histogram = (): Histogram =>
  build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });
