import { join } from 'node:path';
import { loadReleases } from '../../services/definition/load.js';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import { deployBranch } from '../../services/definition/names.js';
import type { Platform } from '../../services/definition/platform.js';
import { topFindings } from '../cli/audit-text.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { UsageError } from '../cli/usage-error.js';
import { cleanHead, contains, DeployBranch } from '../publish/deploy-branch.js';
import { isUnchanged, manifestChanges } from '../publish/manifest-changes.js';
import { changesText, countsText } from '../publish/publish-text.js';
import { renderedManifests } from '../publish/rendered-manifests.js';
import { auditExitCode } from '../synthesis/audit-outputs.js';
import { select } from './synth.js';

export interface PublishOptions {
  readonly environment: string;
  readonly remote: string;
  readonly yes?: boolean;
}

/** `finflow publish`: commits the judged manifests of a commit to the branch that Argo CD follows, after showing what changes there. */
export async function publish(context: CommandContext, options: PublishOptions): Promise<CommandOutcome> {
  const { root, colors, progress } = context;
  const head = cleanHead(root);
  const [platform] = select(loadPlatforms(root, { asOf: context.asOf }), [options.environment]);
  if (platform === undefined) throw new UsageError('no environment is named', 'add --environment');
  requireRelease(root, platform);
  const branch = await progress.step(
    'deploy branch',
    () => DeployBranch.fetch(root, options.remote, deployBranch(options.environment)),
    ({ tip }) => tip?.slice(0, 12) ?? 'does not exist yet',
  );
  requireLineage(root, head, branch);
  const { manifests, result } = await renderedManifests(context, platform);
  if (auditExitCode(result) !== EXIT.clean)
    return {
      exitCode: EXIT.error,
      document: {
        environment: options.environment,
        published: false,
        why: 'the audit found violations',
        audit: result,
      },
      text: [
        ...topFindings(result, colors),
        `  ${colors.red('✗')} nothing was published: the audit found violations`,
      ].join('\n'),
    };
  const changes = manifestChanges(branch.files(), manifests);
  const shown = changesText(changes, branch.name, colors);
  const outcome = { environment: options.environment, branch: branch.name, source: head, changes };
  if (isUnchanged(changes)) return { exitCode: EXIT.clean, document: { ...outcome, published: false }, text: shown };
  if (options.yes !== true && !(await confirmed(context, shown, options)))
    return {
      exitCode: EXIT.violations,
      document: { ...outcome, published: false },
      text: `${context.interactive ? '' : `${shown}\n\n`}  nothing was published; add --yes to publish it`,
    };
  const { commit, signed } = branch.publish(manifests, `${options.environment}: ${countsText(changes)}`, head);
  const warning = signed
    ? ''
    : `\n  ${colors.yellow('!')} the commit is not signed, so Argo CD will not deploy it (git config commit.gpgSign)`;
  return {
    exitCode: EXIT.clean,
    document: { ...outcome, published: true, commit, signed },
    text: `${shown}\n\n  ${colors.green('✓')} published as ${commit.slice(0, 12)} on ${branch.name} of ${options.remote}${warning}`,
  };
}

/** A release says of every service which image runs; without that line a push of code would deploy whatever the definition last said. */
function requireRelease(root: string, { environment, services }: Platform): void {
  const file = join('environments/releases', `${environment.name}.yaml`);
  const release = loadReleases(root).definitions.find(({ source }) => source.file === file);
  if (release === undefined)
    throw new UsageError(`${environment.name} has no release lockfile`, `let the release process write ${file}`);
  const missing = services.map(({ name }) => name).filter((name) => !Object.hasOwn(release.definition.images, name));
  if (missing.length > 0)
    throw new UsageError(`${file} releases no image of ${missing.join(', ')}`, 'add the digest of each signed image');
}

/** What was published last must be part of what is published now: otherwise somebody's change would be taken back silently. */
function requireLineage(root: string, head: string, { tip, source, name }: DeployBranch): void {
  if (tip === undefined) return;
  if (source === undefined)
    throw new UsageError(
      `${name} was written to by hand (${tip.slice(0, 12)})`,
      'take that commit back by a pull request, or publish from the commit that it belongs to',
    );
  if (!contains(root, head, source))
    throw new UsageError(
      `${name} was published from ${source.slice(0, 12)}, which this commit does not contain`,
      'fetch and merge it first; to go back, revert it on the main branch and publish that',
    );
}

async function confirmed(context: CommandContext, shown: string, { environment }: PublishOptions): Promise<boolean> {
  if (!context.interactive) return false;
  context.progress.stop();
  process.stderr.write(`${shown}\n\n`);
  const { confirm } = await import('@inquirer/prompts');
  return confirm({ message: `publish to ${environment}?`, default: false });
}
