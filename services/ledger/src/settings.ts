import { z } from 'zod';
import { commonSettings } from '../../kit/src/configuration/common-settings.js';
import { railSettings } from './rails/connect-rails.js';
import type { Screening } from './decisions/screened-hold.js';

const KEY_BYTES = 32;

const key = z.base64().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES)
    context.addIssue({ code: 'custom', message: `expected ${KEY_BYTES} bytes in base64` });
  return new Uint8Array(bytes);
});

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http(s) URL' });

/** Environment variables of the ledger: those of every pod, and its own. */
export const ledgerSettings = z.object({
  ...commonSettings,
  /** `iss` of access tokens. */
  TOKEN_ISSUER: httpUrl,
  /** Where the issuer publishes its public keys. */
  TOKEN_KEYS_URL: httpUrl,
  /** Seals cursors, so that nobody makes them up. */
  CURSOR_KEY: key,
  /** Wraps the keys of people, which encrypt what is known about them. */
  SUBJECT_KEYS_KEK: key,
  /** Home whose books this program writes, when it took over from another location; its own location's otherwise. */
  FINFLOW_HOME: z.string().min(1).optional(),
  /** The witness of home leases: comma-separated etcd endpoints. Without it this is the only location. */
  WITNESS_ENDPOINTS: z.string().min(1).optional(),
  /** Comma-separated: the other locations of the jurisdiction, to which money may move by itself. */
  FINFLOW_PEER_LOCATIONS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((name) => name !== '')),
  /** Transfers above this many minor units wait for fraud's decision, while the flag ledger-async-posting is on. */
  SCREENING_ABOVE_MINOR_UNITS: z.coerce.number().int().min(0).default(100_000),
  /** How long they wait at most. */
  SCREENING_DECISION_MS: z.coerce.number().int().min(1_000).default(600_000),
  ...railSettings,
  /** Where the embedded database lives; in memory when missing. */
  EMBEDDED_DIRECTORY: z.string().min(1).optional(),
  /** Answers to idempotency keys are kept for so long; a week covers a long weekend with an incident. */
  IDEMPOTENCY_RETENTION_HOURS: z.coerce.number().int().min(24).max(8_760).default(168),
  /** Batches of the journal that run at the same time; a book is always in the same lane. */
  JOURNAL_LANES: z.coerce.number().int().min(1).max(64).default(2),
});

/** The variables as `serve` reads them. */
export type LedgerEnvironment = z.infer<typeof ledgerSettings>;

/** What a composed ledger needs to know, wherever that came from. */
export interface LedgerSettings {
  /** Location that this program writes for. */
  readonly location: string;
  /** The other locations of the jurisdiction; money never moves to any other by itself. */
  readonly peerLocations: readonly string[];
  /** Seals cursors; 32 bytes. */
  readonly cursorKey: Uint8Array;
  /** Wraps the keys of people; 32 bytes. */
  readonly subjectKeysKek: Uint8Array;
  readonly journalLanes: number;
  readonly idempotencyRetentionHours: number;
  /** How large transfers are screened while the flag ledger-async-posting is on. */
  readonly screening: Screening;
  /** Longest time that a request may take. */
  readonly requestTimeoutMs: number;
  /** Requests in hand at once; more are answered 429. */
  readonly maxInFlight: number;
  /** Direct connection for change data capture; undefined where the journal is polled. */
  readonly replicationUrl: string | undefined;
}
