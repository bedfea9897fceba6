type Undo = () => void;

const undos = new Set<Undo>();
let listening = false;

/**
 * Registers what must be undone however the process ends (temporary folders, locks, children); returns its canceller.
 *
 * In the order of registration: a child that still writes ends before the folder it writes to is removed.
 * Signals end the process through `exit`, so that one synchronous path cleans up.
 */
export function onExit(undo: Undo): () => void {
  if (!listening) listen();
  undos.add(undo);
  return () => undos.delete(undo);
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

function listen(): void {
  listening = true;
  for (const [signal, exitCode] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(exitCode));
  process.once('exit', () => {
    for (const undo of undos) undo();
  });
}
