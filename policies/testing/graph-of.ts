import { readFileSync } from 'node:fs';
import { ArtifactGraph } from '../engine/graph.js';
import { DeclaredIntent } from '../engine/intent.js';
import type { DeclaredPlatform } from '../engine/intent-schema.js';
import type { Json } from '../engine/json.js';
import type { Outcome } from '../engine/outcome.js';
import { readManifests } from '../engine/read-manifests.js';
import { readStacks } from '../engine/read-stacks.js';
import type { Rule } from '../engine/rule.js';
import { exampleIntent } from './example-intent.js';

export interface Artifacts {
  /** `<location>/<application>` → YAML documents. */
  readonly manifests?: Readonly<Record<string, string>>;
  /** Stack name → its Terraform JSON. */
  readonly stacks?: Readonly<Record<string, Json | string>>;
  /** Declared intent; `exampleIntent()` unless told. */
  readonly intent?: DeclaredPlatform;
}

/** A graph over artefacts given as text, read by the same code that reads a directory. */
export function graphOf({ manifests = {}, stacks = {}, intent: platform = exampleIntent() }: Artifacts): ArtifactGraph {
  const environment = platform.environment.name;
  const intent = new DeclaredIntent(platform, `dist/platform/${environment}.json`);
  const yaml = Object.entries(manifests).map(([place, text]) => {
    const [location = '', application = ''] = place.split('/');
    const file = `dist/manifests/${environment}/${place}/objects.yaml`;
    return readManifests({ file, location, application, text }, intent);
  });
  const terraform = readStacks(
    Object.entries(stacks).map(([name, document]) => ({
      name,
      file: `cdktf.out/stacks/${name}/cdk.tf.json`,
      text: typeof document === 'string' ? document : JSON.stringify(document, null, 2),
    })),
    intent,
  );
  const problems = [...yaml.flatMap((read) => read.problems), ...terraform.problems];
  if (problems.length > 0) throw new Error(`broken fixture: ${JSON.stringify(problems)}`);
  return new ArtifactGraph({
    environment,
    asOf: '2026-11-23',
    intent,
    stacks: terraform.stacks,
    manifests: yaml.flatMap((read) => read.manifests),
  });
}

/** Text of a fixture that lies beside a test: `fixture(import.meta.url, 'bad.yaml')`. */
export const fixture = (testUrl: string, name: string): string => readFileSync(new URL(name, testUrl), 'utf8');

/** Outcome of each judgement of a rule; an empty population reads as not applicable, as in a report. */
export function outcomesOf(rule: Rule, artifacts: Artifacts): readonly Outcome[] {
  const outcomes = rule.evaluate(graphOf(artifacts)).map(({ verdict }) => verdict.outcome);
  return outcomes.length === 0 ? ['not-applicable'] : outcomes;
}

/** Messages of the judgements that did not pass. */
export const messagesOf = (rule: Rule, artifacts: Artifacts): readonly string[] =>
  rule.evaluate(graphOf(artifacts)).flatMap(({ verdict }) => ('message' in verdict ? [verdict.message] : []));
