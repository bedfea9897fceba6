import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { sqlState } from '../database/sql-state.js';

/** The server no longer has what a reader has not read: only a rebuild helps, and nobody may start one by accident. */
export class ReplicationSlotLost extends Error {
  override readonly name = 'ReplicationSlotLost';
}

interface SlotRow {
  readonly active: boolean;
  readonly wal_status: string | null;
}

/** Whether a logical slot exists. */
export async function hasSlot(database: Database, slot: string): Promise<boolean> {
  return (await readSlot(database, slot)) !== undefined;
}

/** @throws ReplicationSlotLost when the slot is missing or the server has thrown away what it kept for it */
export async function requireSlot(database: Database, slot: string): Promise<void> {
  const row = await readSlot(database, slot);
  if (row === undefined)
    throw new ReplicationSlotLost(
      `the replication slot ${slot} does not exist: changes are missing, rebuild the reader`,
    );
  if (row.wal_status === 'lost')
    throw new ReplicationSlotLost(
      `the replication slot ${slot} was invalidated: changes are missing, rebuild the reader`,
    );
}

/** Keeps all changes from now on. */
export async function createSlot(database: Database, slot: string): Promise<void> {
  await database.query(`SELECT slot_name FROM pg_create_logical_replication_slot($1, 'pgoutput')`, [slot]);
}

/**
 * Lets go of all changes; a slot that is not there is no error. The server needs a moment to notice that a reader has left.
 *
 * @throws the driver's error while somebody reads the slot
 */
export async function dropSlot(database: Database, slot: string): Promise<void> {
  for (const endMs = performance.now() + READER_LEAVES_WITHIN_MS; ; await delay(READER_LEAVES_CHECK_MS)) {
    try {
      await database.query(
        'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1',
        [slot],
      );
      return;
    } catch (error) {
      if (sqlState(error) !== OBJECT_IN_USE || performance.now() > endMs) throw error;
    }
  }
}

const READER_LEAVES_WITHIN_MS = 2_000;
const READER_LEAVES_CHECK_MS = 50;
const OBJECT_IN_USE = '55006';

/** Bytes that the server keeps because the reader has not confirmed them; undefined without a slot. */
export async function slotLagBytes(database: Database, slot: string): Promise<number | undefined> {
  const [row] = await database.query<{ bytes: number }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::float8 AS bytes
     FROM pg_replication_slots WHERE slot_name = $1`,
    [slot],
  );
  return row?.bytes;
}

async function readSlot(database: Database, slot: string): Promise<SlotRow | undefined> {
  const [row] = await database.query<SlotRow>(
    'SELECT active, wal_status FROM pg_replication_slots WHERE slot_name = $1',
    [slot],
  );
  return row;
}
