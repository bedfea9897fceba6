import { describe } from 'vitest';
import { describeHostileInput } from './testing/hostile-suite.js';
import { startLedgerOnPostgres } from './testing/ledger-on-postgres.js';

describe('hostile input, on the program with PostgreSQL', () => {
  describeHostileInput(() => startLedgerOnPostgres());
});
