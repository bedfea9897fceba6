import { type StatWatcher, unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { FlagdCore } from '@openfeature/flagd-core';
import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import type { Logger } from '../logging/logger.js';

/** Flags from a file in flagd's format, read again when it changes. A file that cannot be used leaves the flags as they were. */
export class FlagFileProvider implements Provider {
  readonly runsOn = 'server';
  readonly metadata = { name: 'flag-file' };
  readonly events = new OpenFeatureEventEmitter();
  private readonly flags = new FlagdCore();
  private watcher: StatWatcher | undefined;

  constructor(
    private readonly file: string,
    private readonly logger: Logger,
    private readonly pollMs: number,
  ) {}

  async initialize(): Promise<void> {
    await this.load();
    this.watcher = watchFile(this.file, { interval: this.pollMs, persistent: false }, this.onChange);
  }

  onClose(): Promise<void> {
    if (this.watcher !== undefined) unwatchFile(this.file, this.onChange);
    this.watcher = undefined;
    return Promise.resolve();
  }

  resolveBooleanEvaluation(
    key: string,
    fallback: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    return settle(() => this.flags.resolveBooleanEvaluation(key, fallback, context));
  }

  resolveStringEvaluation(
    key: string,
    fallback: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>> {
    return settle(() => this.flags.resolveStringEvaluation(key, fallback, context));
  }

  resolveNumberEvaluation(
    key: string,
    fallback: number,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<number>> {
    return settle(() => this.flags.resolveNumberEvaluation(key, fallback, context));
  }

  resolveObjectEvaluation<T extends JsonValue>(
    key: string,
    fallback: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>> {
    return settle(() => this.flags.resolveObjectEvaluation(key, fallback, context));
  }

  private readonly onChange = (): void => {
    void this.load();
  };

  private async load(): Promise<void> {
    try {
      const flagsChanged = this.flags.setConfigurations(await readFile(this.file, 'utf8'));
      this.logger.info({ flags: flagsChanged }, 'flags read');
      this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged });
    } catch (error) {
      this.logger.error({ err: error }, 'the flags cannot be read; they stay as they were');
    }
  }
}

/** A throw becomes a rejection, of which the client makes the fallback. */
const settle = <T>(evaluate: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(evaluate());
  });
