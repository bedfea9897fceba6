import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli/usage-error.js';

/** First version that locks an S3 state by a file beside it. */
const MINIMUM = [1, 10] as const;
const INSTALL = `install Terraform ${MINIMUM.join('.')} or newer so that \`terraform version\` works in this shell`;

/** Settings that would put the stacks of one run into one folder or workspace. */
const MIXING: readonly string[] = ['TF_DATA_DIR', 'TF_WORKSPACE'];

/** How a run of terraform ended and what it printed. */
export interface TerraformRun {
  readonly exitCode: number;
  readonly output: string;
}

/** Where one run happens and who hears of its process. */
export interface TerraformCall {
  readonly folder: string;
  /** File below the folder that receives everything the run prints. */
  readonly log: string;
  readonly onStart?: (pid: number) => void;
}

/** The terraform binary: what it is run with and how a signal reaches its processes. */
export class TerraformProgram {
  readonly version: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #running = new Set<ChildProcess>();
  #interrupted = false;

  /** @throws UsageError when there is no terraform, or one that cannot lock states */
  constructor(root: string, environment: NodeJS.ProcessEnv) {
    this.#environment = terraformEnvironment(root, environment);
    this.version = checkedVersion(this.#environment);
  }

  /** True once a signal came: nothing new is started. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  /** Runs terraform to its end; the exit code is the caller's to judge. */
  async run(args: readonly string[], { folder, log, onStart }: TerraformCall): Promise<TerraformRun> {
    const file = join(folder, log);
    const output = openSync(file, 'w');
    // A file and not a pipe: when this process is killed, terraform can still print, and so ends its work and saves the state.
    // A group of its own: Ctrl-C would reach it a second time through the terminal, and two interrupts make it give up its state.
    const child = spawn('terraform', args, {
      cwd: folder,
      env: this.#environment,
      stdio: ['ignore', output, output],
      detached: true,
    });
    closeSync(output);
    this.#running.add(child);
    if (child.pid !== undefined) onStart?.(child.pid);
    try {
      const exitCode = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => resolve(code ?? 1));
      });
      return { exitCode, output: readFileSync(file, 'utf8') };
    } finally {
      this.#running.delete(child);
    }
  }

  /** What `terraform show -json` says of a saved plan. */
  async show(folder: string, plan: string): Promise<string> {
    const child = spawn('terraform', ['show', '-json', plan], { cwd: folder, env: this.#environment, detached: true });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (exitCode !== 0)
      throw new Error(`terraform show ended with ${String(exitCode)}: ${Buffer.concat(err).toString()}`);
    return Buffer.concat(out).toString();
  }

  /** Passes an interrupt on, once for each call: on the first terraform ends what it does and saves its state. */
  interrupt(): void {
    this.#interrupted = true;
    for (const child of this.#running) child.kill('SIGINT');
  }
}

/** Credentials and settings are those of the shell; what would mix the stacks of one run is taken out. */
function terraformEnvironment(root: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(environment).filter(([name]) => !MIXING.includes(name)));
  return { ...sharedProviders(root, kept), ...kept, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
}

/** A cache below the repository, unless the machine says where its providers come from. */
function sharedProviders(root: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (environment['TF_CLI_CONFIG_FILE'] !== undefined || existsSync(join(homedir(), '.terraformrc'))) return {};
  const cache = join(root, '.finflow/providers');
  mkdirSync(cache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: cache };
}

function checkedVersion(environment: NodeJS.ProcessEnv): string {
  const { error, status, stdout, stderr } = spawnSync('terraform', ['version', '-json'], {
    encoding: 'utf8',
    env: environment,
  });
  if (error !== undefined) throw new UsageError(`terraform does not run here: ${error.message}`, INSTALL);
  const version = /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
  if (status !== 0 || version === undefined) {
    throw new UsageError(`terraform does not say its version: ${stderr.trim() || stdout.trim()}`, INSTALL);
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
    throw new UsageError(`terraform ${version} cannot lock a state in S3`, INSTALL);
  }
  return version;
}
