import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../kit/src/database/database.js';
import { auditEverything, type Violation } from '../src/auditor/audit-journal.js';

/** What a client was told, and what it had asked for. */
export interface Acknowledged {
  readonly transferId: string;
  readonly amount: number;
}

/** Clients that never give up: they ask under the same key until they know, and remember what they were told. */
export interface HonestClients {
  readonly acknowledged: readonly Acknowledged[];
  readonly counts: ClientCounts;
  /** One request until its outcome is known; undefined when that is a no. No answer, 408, 429 and 5xx are no outcome. */
  readonly settle: (path: string, body: object) => Promise<Record<string, unknown> | undefined>;
  /** The same where a no would be wrong. */
  readonly post: (path: string, body: object) => Promise<Record<string, unknown>>;
  /** A book with a bank and as many customers as asked, each with money. */
  readonly openBook: (customers: number, bookId?: number) => Promise<readonly string[]>;
  /** Pays something from one account to another and remembers it when it was acknowledged. */
  readonly pay: (from: string, to: string, amount: number) => Promise<void>;
  /** So many clients pay at random, half of all to the first account, until it is called with nothing. */
  readonly payAtRandom: (clients: number, accounts: readonly string[], pauseMs: number) => () => Promise<void>;
}

export interface ClientCounts {
  requests: number;
  retries: number;
  /** 429 and 503. */
  shed: number;
  /** Those of them that did not say when to come again. */
  shedInSilence: number;
  /** Codes of the noes. */
  readonly refused: Map<string, number>;
}

export interface HonestClientOptions {
  /** Where the ledger is now; asked for every request. */
  readonly address: () => string;
  readonly token: string;
  readonly random: () => number;
  readonly timeoutMs?: number;
  /** Between two tries, up to three times as much. */
  readonly retryAfterMs?: number;
  /** Requests that a retry sends at once, all with the same key. */
  readonly together?: number;
}

const FUNDS = 1_000_000;
/** Too late or too many: what became of the request is not said. */
const SAY_NOTHING: ReadonlySet<number> = new Set([408, 429]);

export function honestClients(options: HonestClientOptions): HonestClients {
  const { address, token, random, timeoutMs = 10_000, retryAfterMs = 25, together = 1 } = options;
  const acknowledged: Acknowledged[] = [];
  const counts: ClientCounts = { requests: 0, retries: 0, shed: 0, shedInSilence: 0, refused: new Map() };

  /** An answer, `no`, or undefined when it is not known. */
  const ask = async (path: string, key: string, body: string): Promise<Record<string, unknown> | 'no' | undefined> => {
    counts.requests += 1;
    try {
      const response = await fetch(`${address()}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      if (response.status < 300) return answer;
      if (response.status === 429 || response.status === 503) {
        counts.shed += 1;
        if (!(Number(response.headers.get('retry-after')) > 0)) counts.shedInSilence += 1;
      }
      if (response.status >= 500 || SAY_NOTHING.has(response.status)) return undefined;
      const code = String(answer['code']);
      counts.refused.set(code, (counts.refused.get(code) ?? 0) + 1);
      return 'no';
    } catch {
      // The connection died with the service; what became of the request is found out by asking again.
      return undefined;
    }
  };
  const settle: HonestClients['settle'] = async (path, body) => {
    const [key, text] = [randomUUID(), JSON.stringify(body)];
    for (let tries = 0; ; tries += 1) {
      const asked = Array.from({ length: tries === 0 ? 1 : together }, () => ask(path, key, text));
      const outcome = (await Promise.all(asked)).find((each) => each !== undefined);
      if (outcome === 'no') return undefined;
      if (outcome !== undefined) return outcome;
      counts.retries += 1;
      await delay(retryAfterMs * (1 + random() * 2));
    }
  };
  const post: HonestClients['post'] = async (path, body) => {
    const answer = await settle(path, body);
    if (answer === undefined) throw new Error(`${path} was refused`);
    return answer;
  };
  const pay: HonestClients['pay'] = async (from, to, amount) => {
    const answer = await settle('/v1/transfers', { currency: 'EUR', postings: [{ from, to, amount }] });
    if (answer !== undefined) acknowledged.push({ transferId: String(answer['transferId']), amount });
  };
  return {
    ...{ acknowledged, counts, settle, post, pay },
    openBook: async (customers, bookId = 1) => {
      await post('/v1/books', { bookId, name: `reliability-${bookId}` });
      const bank = await post('/v1/accounts', { bookId, currency: 'EUR', kind: 'external' });
      const accounts: string[] = [];
      for (let index = 0; index < customers; index += 1) {
        const holder = { subject: `customer-${index}` };
        const opened = await post('/v1/accounts', { bookId, currency: 'EUR', holder });
        accounts.push(String(opened['accountId']));
        await pay(String(bank['accountId']), String(opened['accountId']), FUNDS);
      }
      return accounts;
    },
    payAtRandom: (clients, accounts, pauseMs) => {
      let going = true;
      const one = async (): Promise<void> => {
        while (going) {
          const from = Math.floor(random() * accounts.length);
          // Half of all transfers pay the same account.
          const to = random() < 0.5 ? 0 : (from + 1 + Math.floor(random() * (accounts.length - 1))) % accounts.length;
          if (from === to) continue;
          await pay(accounts[from] ?? '', accounts[to] ?? '', 1 + Math.floor(random() * 100));
          await delay(random() * pauseMs * 2);
        }
      };
      const running = Array.from({ length: clients }, one);
      return async () => {
        going = false;
        await Promise.all(running);
      };
    },
  };
}

/** What is wrong with a ledger whose clients have all asked until they knew: stored is then exactly what was acknowledged. */
export interface Verdict {
  readonly lost: readonly Acknowledged[];
  readonly unasked: readonly string[];
  readonly twice: number;
  readonly violations: readonly Violation[];
}

/** Compares what clients were told with what a database has. */
export async function judge(database: Database, acknowledged: readonly Acknowledged[]): Promise<Verdict> {
  const stored = await database.query<{ transfer_id: string; amount: bigint }>(
    `SELECT transfer_id, amounts[1] AS amount FROM ledger.transfers WHERE kind = 'posting'`,
  );
  const amounts = new Map(stored.map(({ transfer_id, amount }) => [transfer_id, amount]));
  const known = new Set(acknowledged.map(({ transferId }) => transferId));
  return {
    lost: acknowledged.filter(({ transferId, amount }) => amounts.get(transferId) !== BigInt(amount)),
    unasked: stored.map(({ transfer_id }) => transfer_id).filter((id) => !known.has(id)),
    twice: acknowledged.length - known.size,
    violations: await auditEverything(database),
  };
}

/** Nothing is wrong. */
export const FLAWLESS: Verdict = { lost: [], unasked: [], twice: 0, violations: [] };

/** Random numbers that are the same in every run (mulberry32), so that a failing moment can be looked at again. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
