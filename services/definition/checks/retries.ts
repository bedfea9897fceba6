import { defaultsFor } from '../tier-defaults.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { durationMs } from '../source/units.js';
import type { CheckContext, LoadedService } from './check-context.js';

/** After these the first try may have taken effect; the others happen before anything was sent. */
const MAY_HAVE_HAPPENED: readonly string[] = ['reset', 'gateway-error', '5xx', 'unavailable'];
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD'];

/** Retries fit into the timeout and repeat only what may be repeated. */
export function checkRetries({ loaded }: CheckContext): Diagnostic[] {
  return loaded.services.flatMap((service) => [...checkBudget(service), ...checkConditions(service)]);
}

function checkBudget({ source, definition }: LoadedService): Diagnostic[] {
  const defaults = defaultsFor(definition.tier).resilience;
  const { attempts, perTryTimeout } = definition.resilience?.retries ?? defaults.retries;
  const timeout = definition.resilience?.timeout ?? defaults.timeout;
  const needed = (attempts + 1) * durationMs(perTryTimeout);
  if (needed <= durationMs(timeout)) return [];
  const path =
    definition.resilience?.retries === undefined
      ? ['resilience', 'timeout']
      : ['resilience', 'retries', 'perTryTimeout'];
  return [
    source.diagnose(path, 'value', {
      code: 'retry-budget',
      message: `${attempts + 1} tries × ${perTryTimeout} take ${needed}ms; the timeout is ${timeout}`,
      fix: `lower perTryTimeout to ${Math.floor(durationMs(timeout) / (attempts + 1))}ms, or raise the timeout to ${needed}ms`,
    }),
  ];
}

function checkConditions({ source, definition }: LoadedService): Diagnostic[] {
  const conditions = definition.resilience?.retries?.on ?? [];
  if (!conditions.some((condition) => MAY_HAVE_HAPPENED.includes(condition))) return [];
  const [unsafe] = unsafeOperations(definition);
  if (unsafe === undefined) return [];
  return conditions.flatMap((condition, index) =>
    MAY_HAVE_HAPPENED.includes(condition)
      ? [
          source.diagnose(['resilience', 'retries', 'on', index], 'value', {
            code: 'unsafe-retry',
            message: `after ${condition} the first try may have taken effect, and ${unsafe} cannot be repeated safely`,
            allowed: ['connect-failure', 'refused-stream'],
            fix: 'retry on the allowed conditions only, or have every caller send idempotencyKey',
          }),
        ]
      : [],
  );
}

/** Operations that change something and carry no idempotency key. */
function unsafeOperations({ expose }: LoadedService['definition']): string[] {
  const callers = (expose?.callers ?? []).filter(({ idempotencyKey }) => idempotencyKey !== true);
  const isUnsafe = (method: string): boolean => !SAFE_METHODS.includes(method);
  return [
    ...callers.flatMap(({ service, paths, rpcs }) => [
      ...(paths ?? []).filter((path) => isUnsafe(path.split(' ')[0] ?? '')).map((path) => `${path} of ${service}`),
      ...(rpcs ?? []).map((rpc) => `${rpc} of ${service}`),
    ]),
    ...(expose?.public ?? []).flatMap(({ methods = [], path }) =>
      methods.filter(isUnsafe).map((method) => `the public ${method} ${path}`),
    ),
  ];
}
