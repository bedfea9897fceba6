import { hostname } from 'node:os';

const MAX_LINES = 14;

/** Terraform's own errors without their frames: what a person needs of a long log. */
export function failureText(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^[│╷╵] ?/, '').trimEnd());
  const first = lines.findIndex((line) => line.startsWith('Error: '));
  const told = (first < 0 ? lines : lines.slice(first)).filter((line) => line !== '');
  const shown = first < 0 ? told.slice(-MAX_LINES) : told.slice(0, MAX_LINES);
  return [...shown, ...lockAdvice(output)].join('\n');
}

/** True when a plan failed only because a stack of an earlier wave has no state, or not yet the output that is read. */
export function lacksEarlierState(output: string): boolean {
  const unframed = output.replace(/^[│╷╵] ?/gm, '');
  return (
    /Unable to find remote state/.test(unframed) ||
    (/Error: Unsupported attribute/.test(unframed) && /data\.terraform_remote_state\./.test(unframed))
  );
}

const NOT_THERE =
  /empty result|not ?found|no matching|couldn't find|could not find|does not exist|no results|doesn't exist/i;

/** Types of the data sources that found nothing, when a plan failed for no other reason; otherwise none. */
export function missingLookups(output: string): string[] {
  const [, ...errors] = output.replace(/^[│╷╵] ?/gm, '').split(/^Error: /m);
  const types = errors.map((error) => (NOT_THERE.test(error) ? /^ *with data\.(\w+)\./m.exec(error)?.[1] : undefined));
  return types.every((type) => type !== undefined) ? types : [];
}

/** Who holds a state's lock, as terraform prints it when it cannot get it. */
export interface LockHolder {
  readonly id: string;
  readonly who: string;
  readonly since: string;
}

export function lockHolder(output: string): LockHolder | undefined {
  if (!output.includes('Error acquiring the state lock')) return undefined;
  const field = (name: string): string => new RegExp(`^[│ ]*${name}:\\s+(.+)$`, 'm').exec(output)?.[1]?.trim() ?? '';
  return { id: field('ID'), who: field('Who'), since: field('Created') };
}

/** How to free a lock; terraform's own lock ends with its process only where the state is a local file. */
function lockAdvice(output: string): string[] {
  const holder = lockHolder(output);
  if (holder === undefined) return [];
  const place = holder.who.endsWith(`@${hostname()}`) ? 'on this machine' : 'on that machine';
  return [
    `the state is locked by ${holder.who} since ${holder.since}`,
    `look ${place} for a terraform that still runs and let it end; finflow deploy --resume waits by itself for those of a killed deploy`,
    `only when none runs: terraform force-unlock ${holder.id} in the folder of the stack, then again`,
  ];
}
