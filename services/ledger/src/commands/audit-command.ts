import type { Command } from '../../../kit/src/commands/command.js';
import { auditEverything } from '../auditor/audit-journal.js';
import type { ProgramHost } from './program-host.js';
import { withServer } from './with-server.js';

/** Checks every invariant of every book once; exit 1 when one is broken. */
export const auditCommand = (host: ProgramHost): Command => ({
  usage: '',
  summary: 'checks every invariant of every book once',
  run: async () => {
    const violations = await withServer(host, auditEverything);
    for (const { code, evidence } of violations) host.print(`${code}: ${evidence}`);
    if (violations.length === 0) host.print('the books are in order');
    return violations.length === 0 ? 0 : 1;
  },
});
