import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, UsageError } from './command.js';

export interface ProbeOptions {
  readonly print: (line: string) => void;
  /** How long a connection may fail, because a proxy beside the probe may still be starting. */
  readonly connectWithinMs?: number;
}

const ANSWER_TIMEOUT_MS = 10_000;
const CONNECT_WITHIN_MS = 20_000;
const PAUSE_MS = 500;

/** `probe <url>`: exit 0 when the address answers 200, as a rollout's analysis asks. The first answer decides. */
export const probeCommand = ({ print, connectWithinMs = CONNECT_WITHIN_MS }: ProbeOptions): Command => ({
  usage: '<url>',
  summary: 'exits 0 when the address answers 200',
  run: async ([address, ...rest]) => {
    if (address === undefined || rest.length > 0) throw new UsageError('name one address');
    if (!URL.canParse(address)) throw new UsageError('the address is not a URL');
    const endMs = performance.now() + connectWithinMs;
    for (;;) {
      const status = await statusOf(address);
      if (typeof status === 'number') {
        print(`${address} answered ${status}`);
        return status === 200 ? 0 : 1;
      }
      if (performance.now() + PAUSE_MS >= endMs) {
        print(`${address} cannot be reached: ${status.message}`);
        return 1;
      }
      await sleep(PAUSE_MS);
    }
  },
});

async function statusOf(address: string): Promise<number | Error> {
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
