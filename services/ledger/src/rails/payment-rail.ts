import type { MinorUnits } from '../journal/commands.js';

/** What a rail is asked to do. */
export interface RailInstruction {
  /** Ours, unique for ever: the rail executes it at most once however often it comes. */
  readonly reference: string;
  /** `collect`: from the instrument to us. `pay`: to the instrument. `refund`: gives back what `refunds` collected. */
  readonly operation: 'collect' | 'pay' | 'refund';
  readonly amount: MinorUnits;
  readonly currency: string;
  /** The rail's token of a bank account or card. */
  readonly instrument: string;
  /** Reference of the collection that is given back; null otherwise. */
  readonly refunds: string | null;
}

/** What a rail says about an instruction. `executed` and `declined` never change again. */
export type RailAnswer =
  | { readonly status: 'executed'; readonly railReference: string }
  | { readonly status: 'declined'; readonly reason: string }
  | { readonly status: 'pending' };

/** Nobody knows whether the rail has the instruction: no answer, a broken one, or the circuit is open. */
export class RailUnreachable extends Error {
  override readonly name = 'RailUnreachable';
}

/** A way for money into and out of the ledger: card processor, instant payments, direct debit. */
export interface PaymentRail {
  readonly name: string;
  /** @throws RailUnreachable */
  readonly submit: (instruction: RailInstruction) => Promise<RailAnswer>;
  /**
   * For reconciliation. Undefined: the rail does not know the reference (yet; it may still be on its way).
   *
   * @throws RailUnreachable
   */
  readonly status: (reference: string) => Promise<RailAnswer | undefined>;
}
