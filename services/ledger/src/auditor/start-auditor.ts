import { metrics } from '@opentelemetry/api';
import { acquireLeadership, releaseLeadership } from '../../../kit/src/leases/leadership.js';
import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { takeTurns } from '../../../kit/src/timing/take-turns.js';
import { auditEverything, auditRecent, type AuditPosition, type Violation } from './audit-journal.js';
import { INVARIANTS } from './invariants.js';

/** What the auditor works with. */
export interface AuditorParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process among those that could audit. */
  readonly holder: string;
  /** Between two looks at everything. */
  readonly sweepEveryMs?: number;
}

const LOOK_EVERY_MS = 2_000;
const DEFAULT_SWEEP_EVERY_MS = 24 * 3_600_000;
const RECORDS_AT_ONCE = 5_000;
const LEASE_MS = 60_000;

const POSITIONS = `SELECT book.book_id AS "bookId", coalesce(audited.sequence, 0) AS sequence, coalesce(audited.height, 0) AS height
  FROM ledger.books AS book LEFT JOIN ledger.audit_positions AS audited USING (book_id) ORDER BY book_id`;

/**
 * Checks the books all the time: new records at once, everything once a day. What it finds it says in the log and in
 * `finflow_ledger_invariant_violations`; it repairs nothing, because a person has to understand it first.
 */
export function startAuditor(parts: AuditorParts): Role {
  const { database, clock, logger, holder } = parts;
  const sweepEveryMs = parts.sweepEveryMs ?? DEFAULT_SWEEP_EVERY_MS;
  const meter = metrics.getMeter('finflow');
  const violations = meter.createCounter('finflow_ledger_invariant_violations');
  const audited = meter.createGauge('finflow_ledger_audited_sequence', {
    description: 'records of a book that were checked',
  });
  const sweep = meter.createGauge('finflow_ledger_sweep_seconds', {
    description: 'how long the last look at everything took',
  });
  // Series that exist from the start can be alerted on.
  for (const code of [...INVARIANTS.map((invariant) => invariant.code), 'chain'])
    violations.add(0, { invariant: code });

  const say = (found: readonly Violation[]): void => {
    for (const violation of found) {
      violations.add(1, { invariant: violation.code });
      logger.fatal({ invariant: violation.code, evidence: violation.evidence }, 'the books are broken');
    }
  };
  const lease = { schema: 'ledger', role: 'auditor', holder, ttlMs: LEASE_MS };
  let sweptAtMs: number | undefined;
  const books = async (): Promise<readonly AuditPosition[]> => {
    if ((await acquireLeadership(database, lease)) === undefined) return [];
    if (sweptAtMs === undefined || clock.monotonicMs() - sweptAtMs > sweepEveryMs) {
      const started = clock.monotonicMs();
      say(await auditEverything(database));
      sweptAtMs = started;
      sweep.record((clock.monotonicMs() - started) / 1000);
    }
    return database.query<AuditPosition>(POSITIONS);
  };
  const visit = async (from: AuditPosition): Promise<AuditPosition | undefined> => {
    const { violations: found, position } = await auditRecent(database, from, RECORDS_AT_ONCE);
    say(found);
    if (position.sequence !== from.sequence || position.height !== from.height) await remember(database, position);
    audited.record(Number(position.sequence), { book: String(position.bookId) });
    return position.sequence - from.sequence === BigInt(RECORDS_AT_ONCE) ? position : undefined;
  };
  const role = takeTurns({ name: 'auditor', roundMs: LOOK_EVERY_MS, logger, items: books, visit });
  return {
    name: role.name,
    stop: async () => {
      await role.stop();
      await releaseLeadership(database, lease).catch(() => undefined);
    },
  };
}

const remember = (database: Database, { bookId, sequence, height }: AuditPosition): Promise<unknown> =>
  database.query(
    `INSERT INTO ledger.audit_positions (book_id, sequence, height) VALUES ($1, $2, $3)
     ON CONFLICT (book_id) DO UPDATE SET sequence = excluded.sequence, height = excluded.height,
       checked_at = excluded.checked_at`,
    [bookId, sequence, height],
  );
