import { z } from 'zod';
import type { CircuitBreaker } from '../../../kit/src/circuit-breaker/circuit-breaker.js';
import { type PaymentRail, type RailAnswer, type RailInstruction, RailUnreachable } from './payment-rail.js';

const railAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('executed'), railReference: z.string().min(1).max(200) }),
  z.object({ status: z.literal('declined'), reason: z.string().max(200) }),
  z.object({ status: z.literal('pending') }),
]);

/** Most of an answer that is read. */
const LONGEST_ANSWER_BYTES = 16_384;

export interface HttpRailOptions {
  readonly name: string;
  /** Directory of the rail's API; instructions are under `instructions/`. */
  readonly baseUrl: URL;
  /** Sent as bearer token; null where the network authenticates. */
  readonly credential: string | null;
  /** Of one call, measured on the monotonic clock. */
  readonly timeoutMs: number;
  readonly breaker: CircuitBreaker;
}

/**
 * A payment rail behind HTTP: `POST instructions/` with our reference as Idempotency-Key, `GET instructions/<reference>`. Anything
 * but a well-formed answer is no answer. A refusal of the call itself (4xx) is no answer either: only `declined` is a no.
 */
export function createHttpRail(options: HttpRailOptions): PaymentRail {
  const instructions = new URL('instructions/', options.baseUrl);
  return {
    name: options.name,
    submit: (instruction) =>
      call(options, async () => {
        const answer = await ask(options, instructions, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': instruction.reference },
          body: JSON.stringify(presentInstruction(instruction)),
        });
        if (answer === undefined) throw new RailUnreachable(`${options.name} has no instructions`);
        return answer;
      }),
    status: (reference) =>
      call(options, () => ask(options, new URL(encodeURIComponent(reference), instructions), { method: 'GET' })),
  };
}

const presentInstruction = ({ amount, ...instruction }: RailInstruction): object => ({
  ...instruction,
  amount: Number(amount),
});

async function call<Answer>({ name, breaker }: HttpRailOptions, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await breaker.run(work);
  } catch (error) {
    if (error instanceof RailUnreachable) throw error;
    throw new RailUnreachable(`${name} did not answer`, { cause: error });
  }
}

async function ask(
  { name, credential, timeoutMs }: HttpRailOptions,
  url: URL,
  request: { readonly method: string; readonly headers?: Record<string, string>; readonly body?: string },
): Promise<RailAnswer | undefined> {
  const response = await fetch(url, {
    ...request,
    headers: { accept: 'application/json', ...request.headers, ...authorization(credential) },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await limitedText(response, name);
  if (response.status === 404 && request.method === 'GET') return undefined;
  if (!response.ok) throw new RailUnreachable(`${name} answered ${response.status}`);
  const parsed = railAnswer.safeParse(JSON.parse(text));
  if (!parsed.success) throw new RailUnreachable(`${name} answered what nobody understands`);
  return parsed.data;
}

const authorization = (credential: string | null): Record<string, string> =>
  credential === null ? {} : { authorization: `Bearer ${credential}` };

async function limitedText({ body }: Response, name: string): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > LONGEST_ANSWER_BYTES) throw new RailUnreachable(`${name} answered too much`);
  }
  return text + decoder.decode();
}
