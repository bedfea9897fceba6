import { DatabaseSilent } from './watch-answers.js';

/** What PostgreSQL says about a failed statement. */
export interface SqlFailure {
  /** Five characters; https://www.postgresql.org/docs/15/errcodes-appendix.html. */
  readonly sqlState: string;
  /** The violated constraint, when there is one. */
  readonly constraint: string | undefined;
}

/** Reads the failure out of a driver's error; undefined when the error is not the server's, such as a lost connection. */
export function sqlFailure(error: unknown): SqlFailure | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || !('severity' in error)) return undefined;
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  return { sqlState: code, constraint };
}

/** The five-character code of a failed statement, or undefined. */
export const sqlState = (error: unknown): string | undefined => sqlFailure(error)?.sqlState;

/** Serialization failure and deadlock: the same transaction may succeed when it runs again. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '');

/** Class 23: a constraint refused what was written. */
export const isConstraintViolation = (error: unknown): boolean => sqlState(error)?.startsWith('23') ?? false;

/** The server is shutting down, starting up, out of connections or gone: nothing is wrong with the statement. */
export const isUnavailable = (error: unknown): boolean => {
  const state = sqlState(error);
  if (state === IDLE_TOO_LONG) return true;
  return state === undefined ? isConnectionError(error) : ['57', '53', '08'].includes(state.slice(0, 2));
};

/** The server ended a transaction that said nothing. */
const IDLE_TOO_LONG = '25P03';

const CONNECTION_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'];

function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseSilent) return true;
  if ('code' in error && typeof error.code === 'string' && CONNECTION_CODES.includes(error.code)) return true;
  return /connection terminated|timeout exceeded when trying to connect|query read timeout|client (has encountered|was closed)/i.test(
    error.message,
  );
}
