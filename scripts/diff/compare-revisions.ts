import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit, type AuditResult } from '../../policies/audit.js';
import { readWaivers } from '../../policies/engine/read-waivers.js';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { Platform } from '../../services/definition/platform.js';
import { InputError } from '../../services/definition/source/diagnostic.js';
import type { CommandContext } from '../cli/command-outcome.js';
import { onExit } from '../cli/on-exit.js';
import { plural } from '../cli/plural.js';
import { silentProgress } from '../cli/progress.js';
import { commandDiagnostic } from '../cli/usage-error.js';
import { StacksProcess } from '../synthesis/stacks-process.js';
import { synthesizeOutputs } from '../synthesis/synthesize-outputs.js';
import { compareManifests, mergeManifests } from './compare-manifests.js';
import { comparePosture, compareWaivers } from './compare-posture.js';
import type { Comparison, StackChange } from './comparison.js';
import { same } from './difference.js';
import { GitRevision } from './git-revision.js';
import { type PlatformPair, statementsOf } from './platform/statements.js';
import { compareStacks } from './terraform/compare-stacks.js';

export interface ComparedRevisions {
  readonly base: string;
  /** The working tree when it is left out. */
  readonly head: string | undefined;
}

/** Synthesizes and judges two revisions of the definitions with this program, and says what differs; leaves nothing behind. */
export async function compareRevisions(context: CommandContext, revisions: ComparedRevisions): Promise<Comparison> {
  const base = GitRevision.resolve(context.root, revisions.base);
  const head = revisions.head === undefined ? undefined : GitRevision.resolve(context.root, revisions.head);
  const folder = mkdtempSync(join(tmpdir(), 'finflow-diff-'));
  // A child that was just killed may have finished a file meanwhile: then the folder is not empty at once.
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  const cancel = onExit(remove);
  try {
    const sides = await context.progress.step(
      'definitions of both sides',
      () => [sideOf(context, join(folder, 'base'), base), sideOf(context, join(folder, 'head'), head)] as const,
      ([{ platforms }]) => plural(platforms.size, 'environment'),
    );
    const [before, after] = sides;
    const environments = differing(before, after);
    await context.progress.step(
      'outputs of both sides',
      () => Promise.all(sides.map((side) => synthesize(side, environments))),
      () => (environments.length === 0 ? 'nothing differs' : environments.join(', ')),
    );
    const differences = await context.progress.step(
      'comparison',
      () => differencesOf(context, before, after, environments),
      ({ stacks, manifests }) => `${plural(stacks.length, 'stack')}, ${plural(manifests.length, 'object')}`,
    );
    return {
      base: { name: base.name, commit: base.commit },
      head: head === undefined ? { name: 'working tree', commit: null } : { name: head.name, commit: head.commit },
      ...differences,
      programFiles: programFiles(base, head),
    };
  } finally {
    cancel();
    remove();
  }
}

/** One revision: where its definitions are, what they resolve to, and where its outputs go. */
interface Side {
  readonly definitions: string;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly outputs: string;
}

function sideOf({ root, asOf }: CommandContext, folder: string, revision: GitRevision | undefined): Side {
  const definitions = revision === undefined ? root : join(folder, 'definitions');
  const outputs = join(folder, 'outputs');
  mkdirSync(outputs, { recursive: true });
  revision?.writeDefinitions(definitions);
  try {
    const platforms = loadPlatforms(definitions, { asOf });
    return { definitions, outputs, platforms: new Map(platforms.map((one) => [one.environment.name, one])) };
  } catch (error) {
    if (revision === undefined || !(error instanceof InputError)) throw error;
    throw refused(error, revision);
  }
}

/** The errors of a revision, each with the revision before its file as git writes it. */
function refused({ diagnostics }: InputError, { name }: GitRevision): InputError {
  return new InputError([
    commandDiagnostic(
      'usage',
      `the definitions of ${name} do not load with this program, so nothing can be compared with them`,
      'compare with a revision whose definitions load, or use the program of that revision',
    ),
    ...diagnostics.map((diagnostic) => ({ ...diagnostic, file: `${name}:${diagnostic.file}` })),
  ]);
}

/** Environments whose outputs or judgements can differ: one program makes the same of the same. */
function differing(before: Side, after: Side): string[] {
  const names = [...new Set([...before.platforms.keys(), ...after.platforms.keys()])].sort();
  const [earlier, later] = [before, after].map(({ definitions }) =>
    readWaivers(join(definitions, 'policies/waivers')).map(({ file, text }) => ({ file, text })),
  );
  if (!same(earlier, later)) return names;
  return names.filter((name) => {
    const [old, young] = [before.platforms.get(name), after.platforms.get(name)];
    return !same({ ...old, provenance: {} }, { ...young, provenance: {} });
  });
}

async function synthesize({ platforms, outputs }: Side, environments: readonly string[]): Promise<void> {
  const wanted = environments.flatMap((name) => platforms.get(name) ?? []);
  if (wanted.length === 0) return;
  const stacksProcess = new StacksProcess();
  try {
    await synthesizeOutputs(wanted, outputs, stacksProcess, silentProgress);
  } finally {
    stacksProcess.close();
  }
}

type Differences = Pick<Comparison, 'statements' | 'stacks' | 'manifests' | 'posture' | 'waivers'>;

function differencesOf(
  { asOf }: CommandContext,
  before: Side,
  after: Side,
  environments: readonly string[],
): Differences {
  const judge = (side: Side, environment: string): AuditResult | undefined =>
    side.platforms.has(environment)
      ? audit({ artifacts: side.outputs, environment, waivers: join(side.definitions, 'policies/waivers'), asOf })
      : undefined;
  const compared = environments.map((environment) => {
    const [base, head] = [before, after].map(({ platforms, outputs }) => ({
      platform: platforms.get(environment),
      outputs,
    }));
    if (base === undefined || head === undefined) throw new RangeError('a comparison has two sides');
    const stacks = compareStacks(environment, base, head);
    const [earlier, later] = [judge(before, environment), judge(after, environment)];
    const pair: PlatformPair = {
      environment,
      before: base.platform,
      after: head.platform,
      lostIn: (location) => lostIn(location, stacks),
    };
    return {
      pair,
      stacks,
      manifests: compareManifests(environment, base, head),
      posture: comparePosture(environment, earlier, later),
      waivers: compareWaivers(environment, earlier, later),
    };
  });
  return {
    statements: statementsOf(compared.map(({ pair }) => pair)),
    stacks: compared.flatMap(({ stacks }) => stacks),
    manifests: mergeManifests(compared.flatMap(({ manifests }) => manifests)),
    posture: compared.flatMap(({ posture }) => posture),
    waivers: compared.flatMap(({ waivers }) => waivers),
  };
}

/** Resources that would be destroyed or replaced in the stacks of one location. */
function lostIn(location: string, stacks: readonly StackChange[]): number {
  return stacks
    .filter(({ locations }) => locations.length === 1 && locations[0] === location)
    .flatMap(({ resources }) => resources)
    .filter(({ action }) => action === 'destroy' || action === 'replace').length;
}

/** What turns definitions into outputs and judgements; both sides are made by the one that runs. */
const PROGRAM = ['stacks', 'charts', 'policies', 'services/definition', 'environments', 'package-lock.json'];

function programFiles(base: GitRevision, head: GitRevision | undefined): string[] {
  return base
    .changedFiles(head, PROGRAM)
    .filter((file) => /\.ts$|^policies\/controls\/|^package-lock\.json$/.test(file))
    .filter((file) => !/\.test\.ts$|\/testing\//.test(file));
}
