import { setTimeout as delay } from 'node:timers/promises';
import type { Database, SqlExecutor } from '../../kit/src/database/database.js';
import { isRetryable } from '../../kit/src/database/sql-state.js';
import { transfersOf } from './fill-journal.js';
import { ms } from './markdown.js';

/** What a step of the schema did to others. */
export interface StepEffects {
  /** The longest that a transfer took, and a balance with a page of history. */
  readonly writerMs: number;
  readonly readerMs: number;
  /** Locks of the journal's tables that others can feel, as far as they were seen. */
  readonly locks: string;
}

const LOOK_EVERY_MS = 2;
const BOOK = 1;
/** From weak to strong; the first keeps only other steps and vacuum away, the next three also who writes, the last everybody. */
const MODES = ['ShareUpdateExclusive', 'Share', 'ShareRowExclusive', 'Exclusive', 'AccessExclusive'];

/** Lets a writer and a reader of the journal come all the time while a step runs, and looks at the locks of who takes it. */
export async function watchStep(
  database: Database,
  migrator: string,
  step: () => Promise<unknown>,
): Promise<StepEffects> {
  const sights = new Map<string, Sight>();
  const longest = { writerMs: 0, readerMs: 0 };
  let running = true;
  const repeat = async (once: () => Promise<void>): Promise<void> => {
    while (running) {
      await once();
      await delay(LOOK_EVERY_MS);
    }
  };
  const timed = (who: keyof typeof longest, visit: () => Promise<void>) => async (): Promise<void> => {
    const came = performance.now();
    await visit();
    longest[who] = Math.max(longest[who], performance.now() - came);
  };
  const watching = Promise.all([
    repeat(timed('writerMs', () => write(database))),
    repeat(timed('readerMs', () => read(database))),
    repeat(() => look(database, migrator, sights)),
  ]);
  try {
    await step();
  } finally {
    running = false;
    await watching;
  }
  return { ...longest, locks: describe(sights) };
}

class TakenBack extends Error {}

/** A transfer as the program writes it, with all guards there are; taken back, so that the journal can be compared afterwards. */
async function write(database: Database): Promise<void> {
  try {
    await database.transaction(async (sql) => {
      await sql.script(transfersOf(BOOK, 1));
      throw new TakenBack();
    });
  } catch (error) {
    if (error instanceof TakenBack) return;
    // As the program does: who met the migrator in a deadlock comes again.
    if (!isRetryable(error)) throw error;
    await write(database);
  }
}

async function read(database: SqlExecutor): Promise<void> {
  await database.query(
    `SELECT balance.posted, entry.sequence, entry.amount FROM ledger.balances AS balance
       JOIN ledger.accounts AS account USING (book_id, account_id)
       JOIN ledger.entries AS entry USING (book_id, account_id)
       JOIN ledger.transfers AS transfer ON transfer.book_id = entry.book_id AND transfer.sequence = entry.sequence
     WHERE account.book_id = ${BOOK} AND account.sequence = 1 ORDER BY entry.version DESC LIMIT 50`,
    [],
    'watch-read',
  );
}

/** When a lock was first and last seen. */
interface Sight {
  readonly mode: string;
  readonly table: string;
  readonly granted: boolean;
  readonly firstMs: number;
  readonly lastMs: number;
}

type Lock = Pick<Sight, 'mode' | 'table' | 'granted'>;

/** The journal's tables alone: what a step has made itself nobody else can wait for. */
async function look(database: SqlExecutor, migrator: string, sights: Map<string, Sight>): Promise<void> {
  const locks = await database.query<Lock>(
    `SELECT DISTINCT replace(mode, 'Lock', '') AS mode, relname AS table, granted FROM pg_locks
       JOIN pg_stat_activity USING (pid) JOIN pg_class AS c ON c.oid = relation
     WHERE application_name = $1 AND c.relkind = 'r' AND relnamespace = to_regnamespace('ledger')::oid AND relname = ANY ($2)`,
    [migrator, JOURNAL_TABLES],
    'watch-look',
  );
  const now = performance.now();
  for (const lock of locks.filter(({ mode }) => MODES.includes(mode))) {
    const name = Object.values(lock).join();
    sights.set(name, { ...lock, firstMs: sights.get(name)?.firstMs ?? now, lastMs: now });
  }
}

/** The tables of the first migration that grow with the journal. */
export const JOURNAL_TABLES = [
  'books',
  'accounts',
  'balances',
  'account_changes',
  'transfers',
  'entries',
  'holds',
  'idempotency',
];

/** The strongest first; a lock that was seen once was there for less than the time between two looks. */
function describe(sights: ReadonlyMap<string, Sight>): string {
  const found = [...sights.values()];
  const lines = MODES.toReversed().flatMap((mode) =>
    [true, false].map((granted) => {
      const alike = found.filter((sight) => sight.mode === mode && sight.granted === granted);
      const heldMs = Math.max(...alike.map(({ firstMs, lastMs }) => lastMs - firstMs));
      const length = heldMs < LOOK_EVERY_MS ? 'a moment' : `${ms(heldMs)} ms`;
      const tables = alike.map(({ table }) => table).sort();
      return alike.length === 0 ? '' : `${granted ? '' : 'waits for '}${mode} on ${tables.join(', ')}: ${length}`;
    }),
  );
  return lines.filter((line) => line !== '').join('; ') || 'none seen';
}
