import { Command, Option } from 'commander';
import type { CommandContext, CommandOutcome } from './cli/command-outcome.js';
import type { GlobalOptions } from './cli/global-options.js';
import type { AuditOptions } from './commands/audit.js';
import type { CostOptions } from './commands/cost.js';
import type { DeployOptions } from './commands/deploy.js';
import type { DiffOptions } from './commands/diff.js';
import type { DriftOptions } from './commands/drift.js';
import type { ExplainOptions } from './commands/explain.js';
import type { GenerateOptions } from './commands/generate.js';
import type { NewServiceOptions } from './commands/new-service.js';
import type { PlanCommandOptions } from './commands/plan.js';
import type { PublishOptions } from './commands/publish.js';
import type { SynthOptions } from './commands/synth.js';

/** Runs a command's work with the resolved global options and prints its outcome. */
export type Run = (
  options: GlobalOptions,
  work: (context: CommandContext) => CommandOutcome | Promise<CommandOutcome>,
) => Promise<void>;

/** The command line: names, options and help; each command's code is loaded only when it runs. */
export function createProgram(run: Run): Command {
  const program = new Command('finflow')
    .description("FinFlow's platform: definitions become judged infrastructure")
    .option('--json', 'print one JSON document on standard output and nothing else')
    .option('--quiet', 'print nothing unless something is wrong')
    .option('--root <dir>', 'repository (default: the nearest folder upwards with environments/ and services/)')
    .option('--as-of <date>', 'date that flags and waivers are judged by, YYYY-MM-DD (default: today)')
    .showSuggestionAfterError()
    .showHelpAfterError('(finflow --help and finflow <command> --help show what exists)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nExit codes: 0 clean, 1 error (bad input, crash), 2 violations or changes.')
    .exitOverride();
  addSynthesisCommands(program, run);
  addPublishCommand(program, run);
  addTerraformCommands(program, run);
  addDefinitionCommands(program, run);
  return program;
}

function addSynthesisCommands(program: Command, run: Run): void {
  command(program, 'start', 'synthesize and audit every environment, and summarize', [
    'finflow start',
    'finflow start --as-of 2027-01-01',
  ]).action(async () => {
    await run(program.opts(), async (context) => (await import('./commands/start.js')).start(context));
  });

  command(program, 'synth', 'write Terraform JSON, manifests and platform files', [
    'finflow synth',
    'finflow synth --environment staging',
  ])
    .option('-e, --environment <name...>', 'only these environments; the others keep their outputs')
    .action(async (options: SynthOptions) => {
      await run(program.opts(), async (context) => (await import('./commands/synth.js')).synth(context, options));
    });

  command(program, 'audit', 'judge synthesized files against the policies; changes none of them', [
    'finflow audit --environment production',
    'finflow audit --environment production --json --as-of 2027-01-01',
    'finflow audit --environment staging --artifacts ../other-checkout --out /tmp/report',
  ])
    .option('-e, --environment <name>', 'environment to judge (default: all that were synthesized)')
    .option('--artifacts <dir>', 'folder with cdktf.out, dist/manifests and dist/platform (default: the repository)')
    .option('--waivers <dir>', 'folder with waivers (default: policies/waivers of the repository)')
    .option('--out <dir>', 'folder for the reports (default: dist/audit/<environment>; none for other --artifacts)')
    .action(async (options: AuditOptions) => {
      await run(program.opts(), async (context) =>
        (await import('./commands/audit.js')).auditCommand(context, options),
      );
    });

  command(program, 'cost', 'what the synthesized stacks cost in a month, in normal operation and without a cloud', [
    'finflow cost --environment production',
    'finflow cost --json',
  ])
    .option('-e, --environment <name>', 'environment to estimate (default: all that were synthesized)')
    .action(async (options: CostOptions) => {
      await run(program.opts(), async (context) => (await import('./commands/cost.js')).cost(context, options));
    });

  command(program, 'diff', 'what a change of the definitions does, in words, ranked by risk', [
    'finflow diff --base main',
    'finflow diff --base v1.4.0 --head main --json',
    'finflow diff --base origin/main --format comment',
  ])
    .requiredOption('--base <revision>', 'branch, tag or commit to compare with')
    .option('--head <revision>', 'branch, tag or commit that is compared (default: the working tree)')
    .addOption(
      new Option('--format <format>', 'text for a terminal, or the comment of a pull request')
        .choices(['text', 'comment'])
        .default('text'),
    )
    .action(async (options: DiffOptions) => {
      await run(program.opts(), async (context) => (await import('./commands/diff.js')).diff(context, options));
    });
}

/** What reaches clusters goes through the branch that Argo CD follows. */
function addPublishCommand(program: Command, run: Run): void {
  command(program, 'publish', 'commit the judged manifests of an environment to its deploy branch', [
    'finflow publish --environment staging',
    'finflow publish --environment production --remote origin --yes',
  ])
    .requiredOption('-e, --environment <name>', 'environment to publish')
    .option('--remote <name>', 'remote or address of the repository that Argo CD follows', 'origin')
    .option('--yes', 'ask nothing')
    .action(async (options: PublishOptions) => {
      await run(program.opts(), async (context) => (await import('./commands/publish.js')).publish(context, options));
    });
}

function addTerraformCommands(program: Command, run: Run): void {
  stackOptions(
    command(program, 'plan', 'what terraform would change, for many stacks, in one summary', [
      'finflow plan --environment production',
      'finflow plan --stack production-use1-network --json',
      'finflow plan --all --parallel 8',
    ]),
  )
    .option('-e, --environment <name...>', 'every stack of these environments')
    .option('--all', 'every stack of every environment, or of the named ones')
    .action(async (options: PlanCommandOptions) => {
      await run(program.opts(), async (context) => (await import('./commands/plan.js')).plan(context, options));
    });

  stackOptions(
    command(program, 'deploy', 'apply saved plans wave by wave, one location of a jurisdiction at a time', [
      'finflow deploy --environment staging',
      'finflow deploy --environment production --yes',
      'finflow deploy --environment production --resume',
    ]),
  )
    .option('-e, --environment <name>', 'environment to deploy')
    .option('--lock-timeout <duration>', 'how long to wait for a locked state', '2m')
    .option('--yes', 'ask nothing')
    .option('--resume', 'go on with the deploy that was killed, interrupted or failed')
    .option('--allow-destroy', 'apply plans that destroy or replace something, too')
    .action(async (options: DeployOptions) => {
      await run(program.opts(), async (context) => (await import('./commands/deploy.js')).deploy(context, options));
    });

  stackOptions(
    command(program, 'drift', 'what differs from what was applied; changes nothing', [
      'finflow drift --environment production',
      'finflow drift --all --json',
    ]),
  )
    .option('-e, --environment <name...>', 'every stack of these environments')
    .option('--all', 'every stack of every environment, or of the named ones')
    .action(async (options: DriftOptions) => {
      await run(program.opts(), async (context) => (await import('./commands/drift.js')).drift(context, options));
    });
}

function stackOptions(parent: Command): Command {
  return parent
    .option('--stack <name...>', 'only these stacks')
    .option('--scope <scope>', 'only stacks of this location, jurisdiction or pair')
    .option('--parallel <count>', 'stacks at the same time (default: as many as cores, at most 4)');
}

function addDefinitionCommands(program: Command, run: Run): void {
  command(program, 'check', 'check the definitions; shows every error at once', [
    'finflow check',
    'finflow check ledger',
  ])
    .argument('[service]', 'show only the errors of this service')
    .action(async (service: string | undefined) => {
      await run(program.opts(), async (context) => (await import('./commands/check.js')).check(context, service));
    });

  command(program, 'explain', 'what a rule wants, or where a value comes from', [
    'finflow explain MESH-001',
    'finflow explain services.ledger.scaling.min',
    'finflow explain "production/use1/ledger Rollout spec.template.spec.terminationGracePeriodSeconds"',
  ])
    .argument('<subject...>', 'rule id, platform field, or <artefact> <kind[/name]> <field>')
    .option('-e, --environment <name>', 'environment of a platform field (default: production)')
    .action(async (subject: string[], options: ExplainOptions) => {
      await run(program.opts(), async (context) =>
        (await import('./commands/explain.js')).explain(context, subject.join(' '), options),
      );
    });

  const create = program.command('new').description('add something to the platform');
  command(create, 'service', 'write a definition that passes its checks; asks what the options leave open', [
    'finflow new service payouts',
    'finflow new service payouts --owner payments --tier 1 --data-class restricted --pci-scope connected',
  ])
    .argument('<name>', 'lower-case name of the service')
    .option('--owner <squad>', 'squad of services/teams.yaml')
    .option('--description <sentence>', 'what it does, in one sentence')
    .option('--system <name>', 'product system it belongs to')
    .addOption(new Option('--tier <tier>', '0 is the most critical').choices(['0', '1', '2', '3']))
    .addOption(
      new Option('--data-class <class>', 'most sensitive data it handles').choices([
        'public',
        'internal',
        'confidential',
        'restricted',
      ]),
    )
    .addOption(new Option('--pci-scope <scope>', 'relation to card data').choices(['none', 'connected', 'cde']))
    .addOption(new Option('--residency <jurisdiction...>', 'jurisdictions whose data it holds').choices(['us', 'eu']))
    .option('--slack <channel>', 'channel that alerts go to, such as "#payments-alerts"')
    .option('--port <number>', 'port of its HTTP server')
    .option('--calls <service...>', 'services it calls; they must list it as a caller')
    .action(async (name: string, options: NewServiceOptions) => {
      await run(program.opts(), async (context) =>
        (await import('./commands/new-service.js')).newService(context, name, options),
      );
    });

  command(program, 'generate', 'write schemas, tables and other generated files', [
    'finflow generate',
    'finflow generate --check',
  ])
    .option('--check', 'write nothing; exit 2 when a file is out of date')
    .action(async (options: GenerateOptions) => {
      await run(program.opts(), async (context) => (await import('./commands/generate.js')).generate(context, options));
    });
}

function command(parent: Command, name: string, description: string, examples: readonly string[]): Command {
  const help = ['', 'Examples:', ...examples.map((example) => `  $ ${example}`)].join('\n');
  return parent.command(name).description(description).addHelpText('after', help);
}
