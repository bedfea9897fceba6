/** One thing that must work for a program to be of use. */
export interface HealthCheck {
  readonly name: string;
  /** Resolves or returns true when it works; false, a rejection and silence for two seconds count as failure. */
  readonly check: () => boolean | Promise<boolean>;
}

export interface HealthReport {
  readonly healthy: boolean;
  readonly checks: Readonly<Record<string, boolean>>;
}

/** What a program answers when it is asked how it is. */
export interface HealthChecks {
  /** True once every part has started. */
  readonly startup: () => boolean;
  /** Whether callers should be sent here. */
  readonly readiness: () => Promise<HealthReport>;
  /** False asks for a restart: only what a restart can mend belongs here. */
  readonly liveness: () => boolean;
  /** Every part has started. */
  readonly started: () => void;
  /** Callers go elsewhere from now on. */
  readonly stopping: () => void;
  /** The program cannot go on, such as a reader that found a gap. */
  readonly failed: (reason: string) => void;
  readonly add: (check: HealthCheck) => void;
}

const CHECK_TIMEOUT_MS = 2_000;
/** Probes and curious callers share one answer. */
const REPORT_FRESH_MS = 500;

/** Health of one program, not started yet. */
export function createHealthChecks(initial: readonly HealthCheck[] = []): HealthChecks {
  const checks = [...initial];
  let state: 'starting' | 'started' | 'stopping' = 'starting';
  let failure: string | undefined;
  let latest: { readonly atMs: number; readonly report: Promise<HealthReport> } | undefined;

  const report = async (): Promise<HealthReport> => {
    const results = await Promise.all(checks.map(async ({ name, check }) => [name, await holds(check)] as const));
    return { healthy: results.every(([, works]) => works), checks: Object.fromEntries(results) };
  };

  return {
    startup: () => state !== 'starting',
    liveness: () => failure === undefined,
    readiness: async () => {
      if (state !== 'started') return { healthy: false, checks: { [state]: false } };
      const nowMs = performance.now();
      if (latest === undefined || nowMs - latest.atMs > REPORT_FRESH_MS) latest = { atMs: nowMs, report: report() };
      return latest.report;
    },
    started: () => {
      if (state === 'starting') state = 'started';
    },
    stopping: () => {
      state = 'stopping';
    },
    failed: (reason) => {
      failure ??= reason;
    },
    add: (check) => {
      checks.push(check);
    },
  };
}

async function holds(check: HealthCheck['check']): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, false);
  });
  try {
    return await Promise.race([check(), silence]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
