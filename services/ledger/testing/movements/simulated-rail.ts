import {
  type PaymentRail,
  type RailAnswer,
  type RailInstruction,
  RailUnreachable,
} from '../../src/rails/payment-rail.js';

/**
 * What a rail makes of one call: executes or declines and says so; does either and says nothing; takes it and executes it when told
 * to; loses it; loses it and finds it again when told to.
 */
export type RailMood = 'execute' | 'decline' | 'execute-silently' | 'decline-silently' | 'take' | 'lose' | 'delay';

/** A payment rail in memory that keeps its word: each reference at most once. How it behaves is decided for every call. */
export class SimulatedRail implements PaymentRail {
  /** Every instruction that was executed. */
  readonly executed = new Map<string, RailInstruction>();
  private readonly answers = new Map<string, RailAnswer>();
  private readonly taken = new Map<string, RailInstruction>();

  constructor(
    readonly name: string,
    private readonly moodOf: (instruction: RailInstruction) => RailMood,
    /** Whether a question about an instruction is lost. */
    private readonly deaf: () => boolean = () => false,
  ) {}

  readonly submit = (instruction: RailInstruction): Promise<RailAnswer> => {
    const { reference } = instruction;
    const known = this.answers.get(reference);
    if (known !== undefined) return Promise.resolve(known);
    const mood = this.moodOf(instruction);
    switch (mood) {
      case 'lose':
        return this.silence();
      case 'delay':
        this.taken.set(reference, instruction);
        return this.silence();
      case 'take':
        this.taken.set(reference, instruction);
        return this.answer(reference, { status: 'pending' });
      case 'decline':
      case 'decline-silently':
        this.answers.set(reference, { status: 'declined', reason: 'the bank said no' });
        break;
      case 'execute':
      case 'execute-silently':
        this.execute(instruction);
    }
    if (mood.endsWith('silently')) return this.silence();
    return Promise.resolve(this.answers.get(reference) ?? { status: 'pending' });
  };

  readonly status = (reference: string): Promise<RailAnswer | undefined> =>
    this.deaf() ? this.silence() : Promise.resolve(this.answers.get(reference));

  /** Executes everything that was taken and not answered yet: the late yes. */
  finishTaken(): void {
    for (const [reference, instruction] of this.taken) {
      const answer = this.answers.get(reference);
      if (answer === undefined || answer.status === 'pending') this.execute(instruction);
    }
    this.taken.clear();
  }

  /** What the rail has moved to us so far, less what it paid out. */
  balance(): bigint {
    let sum = 0n;
    for (const { operation, amount } of this.executed.values()) sum += operation === 'collect' ? amount : -amount;
    return sum;
  }

  private execute(instruction: RailInstruction): void {
    if (this.executed.has(instruction.reference)) throw new Error('a reference was executed twice');
    this.executed.set(instruction.reference, instruction);
    this.answers.set(instruction.reference, { status: 'executed', railReference: `rail-${this.executed.size}` });
  }

  private answer(reference: string, answer: RailAnswer): Promise<RailAnswer> {
    this.answers.set(reference, answer);
    return Promise.resolve(answer);
  }

  private silence(): Promise<never> {
    return Promise.reject(new RailUnreachable('the rail did not answer'));
  }
}
