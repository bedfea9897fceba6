import type { Command } from './commands.js';
import { decideChangeAccount, decideOpenAccount } from './decide-account.js';
import { decideCommit, decideHold, decideRelease } from './decide-hold.js';
import { decidePosting, decideReversal } from './decide-posting.js';
import type { Decision } from './decision.js';
import type { JournalState } from './journal-state.js';

/**
 * Decides a command on the state it needs and applies it there. A refusal leaves the state as it was. Pure but for the state: no
 * clock, no randomness, no input or output.
 *
 * @param at the time of the record
 */
export function decide(state: JournalState, command: Command, at: Date): Decision {
  switch (command.type) {
    case 'open-account':
      return decideOpenAccount(state, command);
    case 'change-account':
      return decideChangeAccount(state, command);
    case 'post-transfer':
      return decidePosting(state, command);
    case 'hold-funds':
      return decideHold(state, command, at);
    case 'commit-hold':
      return decideCommit(state, command, at);
    case 'void-hold':
    case 'expire-hold':
      return decideRelease(state, command, at);
    case 'reverse-transfer':
      return decideReversal(state, command);
  }
}
