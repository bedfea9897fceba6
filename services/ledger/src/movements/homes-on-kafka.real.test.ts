import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deadLetterTopic, mirroredTopic } from '../../../definition/names.js';
import type { Database } from '../../../kit/src/database/database.js';
import { connectPostgres } from '../../../kit/src/database/postgres-database.js';
import { startKafka, type TestKafka } from '../../../kit/testing/kafka.js';
import { type KafkaMirror, startKafkaMirror } from '../../../kit/testing/kafka-mirror.js';
import { startPostgres, type TestPostgres } from '../../../kit/testing/postgres.js';
import { type HonestClients, honestClients, seededRandom } from '../../reliability/honest-clients.js';
import { ledgerSecrets, type LedgerSecrets, ledgerSite, type LedgerSite } from '../../reliability/ledger-site.js';
import { auditEverything } from '../auditor/audit-journal.js';
import { HOME_CREDITS_GROUP } from './credit-from-home.js';
import { HOME_CREDIT_TOPICS } from './home-credit-events.js';
import { HOME_SETTLEMENTS_GROUP } from './settle-from-home.js';

const FUNDS = 1_000_000;
const ROUNDS = 4;
const MOVEMENTS_A_ROUND = 6;
const SHARED = Object.values(HOME_CREDIT_TOPICS);
const OWN = [
  ...['account-created', 'transfer-initiated', 'transfer-posted', 'transfer-released', 'transfer-reversed'].map(
    (name) => `ledger.${name}`,
  ),
  'fraud.decision',
  deadLetterTopic('ledger-decisions', 'fraud.decision'),
  deadLetterTopic(HOME_CREDITS_GROUP, HOME_CREDIT_TOPICS.requested),
  deadLetterTopic(HOME_SETTLEMENTS_GROUP, HOME_CREDIT_TOPICS.settled),
];

/** A location: its own PostgreSQL, Kafka and program. */
interface Location {
  readonly name: string;
  readonly postgres: TestPostgres;
  readonly kafka: TestKafka;
  readonly database: Database;
  readonly site: LedgerSite;
  readonly clients: HonestClients;
  readonly accounts: readonly string[];
}

let secrets: LedgerSecrets;
let [east, west]: Location[] = [];
let mirrors: readonly KafkaMirror[] = [];

async function startLocation(name: string, peer: string, bookId: number): Promise<Location> {
  const [postgres, kafka] = await Promise.all([startPostgres(), startKafka()]);
  for (const topic of [...OWN, ...SHARED, ...SHARED.map((shared) => mirroredTopic(peer, shared))])
    await kafka.createTopic(topic, 2);
  const site = await ledgerSite({
    ...secrets.env,
    FINFLOW_LOCATION: name,
    FINFLOW_PEER_LOCATIONS: peer,
    DATABASE_URL: postgres.url,
    KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrap,
  });
  expect(await site.command('migrate', 'up')).toBe(0);
  await site.start();
  const clients = honestClients({ address: () => site.address, token: secrets.token, random: seededRandom(bookId) });
  const accounts = await clients.openBook(2, bookId);
  const database = connectPostgres({
    url: postgres.url,
    maxConnections: 2,
    applicationName: 'homes',
    statementTimeoutMs: 30_000,
  });
  return { name, postgres, kafka, database, site, clients, accounts };
}

beforeAll(async () => {
  secrets = await ledgerSecrets();
  [east, west] = await Promise.all([startLocation('use1', 'usc1', 1), startLocation('usc1', 'use1', 2)]);
  const mirror = (from: Location, to: Location): Promise<KafkaMirror> =>
    startKafkaMirror({ from: from.kafka.bootstrap, to: to.kafka.bootstrap, location: from.name, topics: SHARED });
  mirrors = await Promise.all([mirror(east, west), mirror(west, east)]);
}, 120_000);
afterAll(async () => {
  await Promise.all(mirrors.map((mirror) => mirror.stop()));
  for (const location of [east, west])
    if (location !== undefined) {
      await location.site.kill9();
      await location.database.close();
      await Promise.all([location.kafka.stop(), location.postgres.stop()]);
    }
  await secrets.stop();
});

const states = (database: Database): Promise<readonly { state: string; count: bigint }[]> =>
  database.query(`SELECT state, count(*) FROM ledger.movements GROUP BY state ORDER BY state`);

/** Leases of the dead run out and retries are due; the deadlines stay far away. */
const passTime = ({ database }: Location): Promise<unknown> =>
  database.query(`UPDATE ledger.movements SET due_at = due_at - interval '61 s', leased_until = leased_until - interval '61 s'
    WHERE due_at IS NOT NULL`);

const sums = async ({ database }: Location): Promise<{ clearing: bigint; customers: bigint }> => {
  const [row] = await database.query<{ clearing: bigint; customers: bigint }>(
    `SELECT coalesce(sum(posted) FILTER (WHERE kind = 'clearing'), 0)::bigint AS clearing,
       sum(posted) FILTER (WHERE kind = 'customer')::bigint AS customers
     FROM ledger.balances JOIN ledger.accounts USING (book_id, account_id)`,
  );
  return row ?? { clearing: 0n, customers: 0n };
};

it(
  'money between two homes over two brokers: once, whoever dies on the way',
  { timeout: 180_000 },
  async ({ expect: check }) => {
    if (east === undefined || west === undefined) throw new Error('both locations run');
    const locations = [east, west] as const;
    let asked = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const asking = locations.flatMap((from, side) => {
        const to = locations[1 - side] ?? from;
        return Array.from({ length: MOVEMENTS_A_ROUND }, (_, index) => {
          asked += 1;
          return from.clients.post('/v1/movements', {
            ...{ kind: 'transfer', from: from.accounts[index % 2], to: to.accounts[round % 2], toHome: to.name },
            ...{ amount: 100 + index, currency: 'EUR' },
          });
        });
      });
      await delay(300);
      const victim = locations[round % 2] ?? east;
      if (round < 2) {
        await victim.site.kill9();
        await victim.site.start();
      } else {
        await victim.kafka.kill9();
        await victim.kafka.start();
      }
      await Promise.all(asking);
      await Promise.all(locations.map(passTime));
    }
    const unfinished = async (): Promise<number> => {
      await Promise.all(locations.map(passTime));
      const all = (await Promise.all(locations.map(({ database }) => states(database)))).flat();
      return all.filter(({ state }) => state !== 'completed').reduce((sum, { count }) => sum + Number(count), 0);
    };
    await check.poll(unfinished, { timeout: 90_000, interval: 1_000 }).toBe(0);

    const all = (await Promise.all(locations.map(({ database }) => states(database)))).flat();
    check(all.reduce((sum, { count }) => sum + Number(count), 0)).toBe(asked);
    const [left, right] = await Promise.all([sums(east), sums(west)]);
    check(left.clearing + right.clearing).toBe(0n);
    check(left.customers + right.customers).toBe(BigInt(4 * FUNDS));
    for (const { database } of locations) check(await auditEverything(database)).toEqual([]);
  },
);
