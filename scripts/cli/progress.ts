import type { Colors } from './colors.js';

/** Shows what runs and what is done. */
export interface Progress {
  /** Announces a step and reports its end; the detail says what came out of it, `failed` whether that is a failure. */
  step<T>(
    label: string,
    work: () => Promise<T> | T,
    detail: (result: T) => string,
    failed?: (result: T) => boolean,
  ): Promise<T>;
  /** Ends every redrawing; called once, before anything else is printed. */
  stop(): void;
}

/** For `--quiet` and `--json`. */
export const silentProgress: Progress = {
  step: async (_label, work) => work(),
  stop: () => undefined,
};

/** One prefixed line for every finished step, for logs. */
export function linesProgress(stream: NodeJS.WritableStream): Progress {
  return {
    async step(label, work, detail) {
      const started = performance.now();
      const result = await work();
      stream.write(`finflow: ${label}: ${detail(result)} (${seconds(started)})\n`);
      return result;
    },
    stop: () => undefined,
  };
}

interface Step {
  readonly label: string;
  readonly started: number;
  state: 'running' | 'done' | 'failed';
  text: string;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const FRAME_MS = 80;

/** Finished steps stay as lines; those that run are redrawn below them, so that any number fits on a terminal. */
export function treeProgress(stream: NodeJS.WritableStream, colors: Colors): Progress {
  const running = new Set<Step>();
  const finished: Step[] = [];
  let drawn = 0;
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;

  const line = ({ label, state, text, started }: Step): string => {
    if (state === 'running') return `${colors.cyan(FRAMES[frame] ?? '·')} ${label} ${colors.dim(seconds(started))}`;
    return `${state === 'done' ? colors.green('✓') : colors.red('✗')} ${label} ${colors.dim(text)}`;
  };
  const draw = (): void => {
    frame = (frame + 1) % FRAMES.length;
    const up = drawn > 0 ? `\u001B[${drawn}A` : '';
    const lines = [...finished.splice(0), ...running].map((step) => `${line(step)}\n`);
    stream.write(`${up}\u001B[J${lines.join('')}`);
    drawn = running.size;
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    async step(label, work, detail, failed = () => false) {
      const step: Step = { label, started: performance.now(), state: 'running', text: '' };
      running.add(step);
      timer ??= setInterval(draw, FRAME_MS).unref();
      draw();
      try {
        const result = await work();
        const state = failed(result) ? 'failed' : 'done';
        Object.assign(step, { state, text: `${detail(result)} · ${seconds(step.started)}` });
        return result;
      } catch (error) {
        step.state = 'failed';
        throw error;
      } finally {
        running.delete(step);
        finished.push(step);
        draw();
        if (running.size === 0) stop();
      }
    },
    stop,
  };
}

/** Seconds since a `performance.now()` reading, such as `1.4 s`. */
export function seconds(started: number): string {
  return `${((performance.now() - started) / 1_000).toFixed(1)} s`;
}
