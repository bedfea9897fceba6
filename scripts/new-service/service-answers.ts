import type { Platform } from '../../services/definition/platform.js';
import { UsageError } from '../cli/usage-error.js';

/** What must be known to write a definition. */
export interface ServiceAnswers {
  readonly name: string;
  readonly owner: string;
  readonly description: string;
  readonly system: string;
  readonly tier: Tier;
  readonly dataClass: DataClass;
  readonly pciScope: PciScope;
  readonly residency: readonly Jurisdiction[];
  readonly slack: string;
  readonly port: number;
  readonly calls: readonly string[];
}

export type Tier = Platform['services'][number]['tier'];
export type DataClass = Platform['services'][number]['compliance']['dataClass'];
export type PciScope = Platform['services'][number]['compliance']['pciScope'];
export type Jurisdiction = Platform['jurisdictions'][number]['name'];

/** The command's options as the parser gives them; what is absent is asked or takes its default. */
export interface NewServiceOptions {
  readonly owner?: string;
  readonly description?: string;
  readonly system?: string;
  readonly tier?: string;
  readonly dataClass?: DataClass;
  readonly pciScope?: PciScope;
  readonly residency?: readonly Jurisdiction[];
  readonly slack?: string;
  readonly port?: string;
  readonly calls?: readonly string[];
}

/** Where each answer that no option gives comes from: a question on a terminal, a default elsewhere. */
export interface AnswerSource {
  choose<T extends string>(question: string, choices: readonly T[], fallback: T): Promise<T>;
  chooseSome<T extends string>(question: string, choices: readonly T[]): Promise<readonly T[]>;
  write(question: string, fallback: string): Promise<string>;
}

/** For scripts and logs: nothing is asked. */
export const defaultAnswers: AnswerSource = {
  choose: (_question, _choices, fallback) => Promise.resolve(fallback),
  chooseSome: (_question, choices) => Promise.resolve(choices),
  write: (_question, fallback) => Promise.resolve(fallback),
};

const TIERS = ['0', '1', '2', '3'] as const;
const DEFAULT_PORT = '8080';

/** Completes the options to all answers, in the order a person thinks of them. */
export async function completeAnswers(
  name: string,
  options: NewServiceOptions,
  source: AnswerSource,
  teams: readonly string[],
): Promise<ServiceAnswers> {
  const owner = options.owner ?? (await source.choose('Which squad owns it?', teams, teams[0] ?? 'platform'));
  return {
    name,
    owner,
    description:
      options.description ?? (await source.write('What does it do, in one sentence?', `The ${name} service`)),
    system: options.system ?? name,
    tier: tierOf(options.tier ?? (await source.choose('Which tier? 0 is the most critical', TIERS, '2'))),
    dataClass:
      options.dataClass ??
      (await source.choose(
        'The most sensitive data it handles?',
        ['public', 'internal', 'confidential', 'restricted'],
        'internal',
      )),
    pciScope: options.pciScope ?? (await source.choose('Relation to card data?', ['none', 'connected', 'cde'], 'none')),
    residency: options.residency ?? (await source.chooseSome('Whose data does it hold?', ['us', 'eu'])),
    slack: options.slack ?? `#${owner}-alerts`,
    port: portOf(options.port ?? DEFAULT_PORT),
    calls: options.calls ?? [],
  };
}

function tierOf(text: string): Tier {
  switch (text) {
    case '0':
      return 0;
    case '1':
      return 1;
    case '2':
      return 2;
    default:
      return 3;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65535) return port;
  throw new UsageError(`--port ${text} is not a port`, 'give a whole number from 1024 to 65535');
}
