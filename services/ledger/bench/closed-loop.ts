/**
 * Keeps as many requests waiting as asked, each after the answer to the one before: what a server can do, not how it feels.
 *
 * @returns successes a second
 */
export async function closedLoop(
  waiting: number,
  seconds: number,
  send: () => Promise<string | undefined>,
): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let succeeded = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) if ((await send()) === undefined) succeeded += 1;
  };
  await Promise.all(Array.from({ length: waiting }, client));
  return succeeded / ((performance.now() - start) / 1000);
}
