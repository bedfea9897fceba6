import { metrics } from '@opentelemetry/api';
import { createLocalJWKSet, type CryptoKey, type JSONWebKeySet, type JWSHeaderParameters } from 'jose';
import type { Clock } from '../clock/clock.js';
import { METER_NAME } from '../telemetry/histograms.js';

/** Public keys of an issuer. */
export interface KeySource {
  /**
   * The key of a token's header.
   *
   * @throws jose's JWKSNoMatchingKey for an unknown key; KeysUnavailable when the issuer never answered
   */
  readonly find: (header: JWSHeaderParameters) => Promise<CryptoKey>;
  /** Changes whenever a key went away, so that what was verified with it is looked at again. */
  readonly generation: () => number;
  /** Looks for changes in the background when that is due. Call it for tokens that need no key any more, too. */
  readonly keepFresh: () => void;
}

/** No keys could be fetched, so no token can be judged: the caller's token may well be valid. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** Keys that never change. */
export function fixedKeys(keys: JSONWebKeySet): KeySource {
  const find = createLocalJWKSet(keys);
  return { find: (header) => find(header), generation: () => 0, keepFresh: () => undefined };
}

export type FetchKeys = (url: URL) => Promise<JSONWebKeySet>;

export interface FetchedKeysOptions {
  readonly url: URL;
  readonly clock: Clock;
  readonly fetchKeys?: FetchKeys;
}

/** Keys are fetched anew when they are this old; in the meantime a withdrawn key is still trusted. */
const FRESH_MS = 5 * 60_000;
/** An issuer that is down does not lock everybody out: its last keys are good for as long as this. */
const STALE_MS = 24 * 3_600_000;
/** Least time between two fetches, whatever key ids callers make up. */
const COOLDOWN_MS = 10_000;
/** The same while there are no keys at all, so that a program that started before its issuer works soon after. */
const FIRST_COOLDOWN_MS = 1_000;

/** Keys that an issuer publishes: one fetch at a time, one more for an unknown key, the last good ones while it is down. */
export function fetchedKeys({ url, clock, fetchKeys = fetchKeySet }: FetchedKeysOptions): KeySource {
  let find: ReturnType<typeof createLocalJWKSet> | undefined;
  let keyIds: ReadonlySet<string> = new Set();
  let fetchedAtMs = -Infinity;
  let triedAtMs = -Infinity;
  let generation = 0;
  let pending: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    triedAtMs = clock.monotonicMs();
    const keys = await fetchKeys(url);
    const next = new Set(keys.keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid])));
    if ([...keyIds].some((kid) => !next.has(kid))) generation += 1;
    find = createLocalJWKSet(keys);
    keyIds = next;
    fetchedAtMs = clock.monotonicMs();
  };
  const refreshOnce = (): Promise<void> => {
    pending ??= refresh().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  const mayTry = (): boolean =>
    clock.monotonicMs() - triedAtMs >= (find === undefined ? FIRST_COOLDOWN_MS : COOLDOWN_MS);

  const ageMs = (): number => clock.monotonicMs() - fetchedAtMs;
  const keepFresh = (): void => {
    // Nobody waits for a refresh while there are keys to judge by; when it fails the age shows it.
    if (find !== undefined && ageMs() > FRESH_MS && mayTry()) refreshOnce().catch(() => undefined);
  };
  observeAge(() => (find === undefined ? undefined : ageMs() / 1000));

  return {
    generation: () => generation,
    keepFresh,
    find: async (header) => {
      const unknown = header.kid !== undefined && !keyIds.has(header.kid);
      if (find === undefined || unknown || ageMs() > STALE_MS) {
        if (pending !== undefined || mayTry()) await refreshOnce().catch(() => undefined);
      } else {
        keepFresh();
      }
      if (find === undefined || ageMs() > STALE_MS) {
        throw new KeysUnavailable('the keys of the token issuer cannot be fetched');
      }
      return find(header);
    },
  };
}

function observeAge(ageSeconds: () => number | undefined): void {
  const description = 'Time since the keys of the token issuer were fetched; nobody is let in after a day';
  metrics
    .getMeter(METER_NAME)
    .createObservableGauge('finflow_token_keys_age_seconds', { description })
    .addCallback((result) => {
      const age = ageSeconds();
      if (age !== undefined) result.observe(age);
    });
}

const FETCH_TIMEOUT_MS = 3_000;
const LARGEST_KEY_SET_BYTES = 256 * 1024;

async function fetchKeySet(url: URL): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  if (!response.ok) throw new KeysUnavailable(`the token issuer answered ${response.status}`);
  const text = await response.text();
  if (text.length > LARGEST_KEY_SET_BYTES) throw new KeysUnavailable('the key set is too large');
  const keys: unknown = JSON.parse(text);
  if (!isKeySet(keys)) throw new KeysUnavailable('the token issuer answered with something else than a key set');
  return keys;
}

const isKeySet = (value: unknown): value is JSONWebKeySet =>
  typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys) && value.keys.length > 0;
