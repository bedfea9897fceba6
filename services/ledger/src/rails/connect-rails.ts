import { z } from 'zod';
import { createCircuitBreaker } from '../../../kit/src/circuit-breaker/circuit-breaker.js';
import type { Clock } from '../../../kit/src/clock/clock.js';
import { createHttpRail } from './http-rail.js';
import type { PaymentRail } from './payment-rail.js';

const RAIL = /^([a-z][a-z0-9-]{0,39})=(.+)$/;

const pairs = (text: string): (readonly [string, string] | undefined)[] =>
  text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [, name, value] = RAIL.exec(part) ?? [];
      return name === undefined || value === undefined ? undefined : [name, value];
    });

const isRailAddress = ([, address]: readonly [string, string]): boolean =>
  /^https?:\/\/.+\/$/.test(address) && URL.canParse(address);

/** `name=value` pairs, separated by commas, as a variable of the environment. */
const namedValues = (fits: (pair: readonly [string, string]) => boolean, message: string) =>
  z
    .string()
    .default('')
    .refine((text) => pairs(text).every((pair) => pair !== undefined && fits(pair)), { message })
    .transform((text): ReadonlyMap<string, string> => new Map(pairs(text).filter((pair) => pair !== undefined)));

/** Variables that name payment rails; to be spread into the settings of the program. */
export const railSettings = {
  /** `cards=https://rail.example/v1/,instant=https://…/`: where each rail's API is. */
  PAYMENT_RAILS: namedValues(isRailAddress, 'expected name=https://host/path/ pairs, separated by commas'),
  /** `cards=<token>,…`: bearer tokens, for rails that want one. */
  PAYMENT_RAIL_TOKENS: namedValues(() => true, 'expected name=token pairs, separated by commas'),
};

/** Shorter than the lease of a movement by far, so that whoever holds it learns the answer. */
const TIMEOUT_MS = 8_000;
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 10_000;

/** The rails that the environment names, each behind a circuit of its own. */
export const connectRails = (
  { PAYMENT_RAILS, PAYMENT_RAIL_TOKENS }: { readonly [Name in keyof typeof railSettings]: ReadonlyMap<string, string> },
  clock: Pick<Clock, 'monotonicMs'>,
): ReadonlyMap<string, PaymentRail> =>
  new Map(
    [...PAYMENT_RAILS].map(([name, address]) => [
      name,
      createHttpRail({
        ...{
          name,
          baseUrl: new URL(address),
          credential: PAYMENT_RAIL_TOKENS.get(name) ?? null,
          timeoutMs: TIMEOUT_MS,
        },
        breaker: createCircuitBreaker({ failures: FAILURES_TO_OPEN, openMs: OPEN_MS, clock }),
      }),
    ]),
  );
