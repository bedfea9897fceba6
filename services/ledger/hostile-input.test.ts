import { describe } from 'vitest';
import { startEmbeddedLedger } from './testing/embedded-ledger.js';
import { describeHostileInput } from './testing/hostile-suite.js';

describe('hostile input, on the embedded ledger', () => {
  describeHostileInput(() => startEmbeddedLedger());
});
