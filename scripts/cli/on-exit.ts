type Undo = () => void;
type Interrupt = () => void;

const undos = new Set<Undo>();
let listening = false;
let interrupt: Interrupt | undefined;

/**
 * Registers what must be undone however the process ends (temporary folders, locks, children); returns its canceller.
 *
 * In the order of registration: a child that still writes ends before the folder it writes to is removed.
 * Signals end the process through `exit`, so that one synchronous path cleans up.
 */
export function onExit(undo: Undo): () => void {
  listen();
  undos.add(undo);
  return () => undos.delete(undo);
}

/** Has signals end something orderly instead of the process, until the returned canceller is called. */
export function onInterrupt(handle: Interrupt): () => void {
  listen();
  interrupt = handle;
  return () => {
    interrupt = undefined;
  };
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

function listen(): void {
  if (listening) return;
  listening = true;
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (interrupt === undefined) process.exit(exitCode);
      interrupt();
    });
  }
  process.once('exit', () => {
    for (const undo of undos) undo();
  });
}
