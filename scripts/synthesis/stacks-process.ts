import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onExit } from '../cli/on-exit.js';

/** What the child is asked for. */
export interface StacksRequest {
  /** Files with resolved platforms. */
  readonly platformFiles: readonly string[];
  /** Folder that receives `manifest.json` and `stacks/`. */
  readonly outputDirectory: string;
}

/** What the child answers. */
export type StacksReply = { readonly resourcesByStack: Readonly<Record<string, number>> } | { readonly error: string };

/**
 * A child process that synthesizes Terraform stacks on the second core.
 *
 * It starts loading the provider bindings at once, while its parent still reads definitions, and waits for the request.
 */
export class StacksProcess {
  readonly #child: ChildProcess;
  readonly #reply: Promise<StacksReply>;
  readonly #forget: () => void;

  constructor() {
    // The child's own chatter must not mix with a document on standard output.
    this.#child = fork(fileURLToPath(new URL('./stacks-worker.js', import.meta.url)), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#forget = onExit(() => this.#child.kill('SIGKILL'));
    this.#reply = new Promise((resolve) => {
      this.#child.once('message', (message: StacksReply) => resolve(message));
      this.#child.once('error', (error) => resolve({ error: error.message }));
      this.#child.once('exit', (code, signal) => resolve({ error: `the stack process ended with ${signal ?? code}` }));
    });
  }

  /** Synthesizes and counts resources per stack; rejects with the child's own error. */
  async synthesize(request: StacksRequest): Promise<Readonly<Record<string, number>>> {
    if (this.#child.connected) this.#child.send(request);
    const reply = await this.#reply;
    if ('error' in reply) throw new Error(`stacks could not be synthesized: ${reply.error}`);
    return reply.resourcesByStack;
  }

  /** Ends the child, whether or not it was asked anything. */
  close(): void {
    this.#forget();
    this.#child.kill();
  }
}
