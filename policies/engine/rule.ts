import type { ArtifactGraph } from './graph.js';
import type { Verdict } from './outcome.js';
import type { Subject } from './subject.js';

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const AREAS = [
  'network',
  'encryption',
  'iam',
  'logging',
  'pods',
  'mesh',
  'authz',
  'images',
  'secrets',
  'kafka',
  'data',
  'residency',
  'availability',
  'gitops',
  'ownership',
  'engine',
] as const;
export type Area = (typeof AREAS)[number];

/** What a person reads about a rule, whether or not it found anything. */
export interface RuleDescription {
  /** `AREA-NNN`; stable and never reused. */
  readonly id: string;
  readonly area: Area;
  readonly severity: Severity;
  /** The state that must hold, as a short sentence: "every workload accepts only mutual TLS". */
  readonly title: string;
  /** What goes wrong where it does not hold. */
  readonly risk: string;
  /** What to change, addressed to the owner of the definition or construct. */
  readonly fix: string;
  /** What the rule looks at, in words; an empty population is not applicable, never a pass. */
  readonly population: string;
  /** Terraform types and manifest kinds whose safety this rule judges; the coverage rule reads it. */
  readonly covers: readonly string[];
  /** The rule compares artefacts of different domains, such as Terraform with manifests or either with the intent. */
  readonly crossDomain: boolean;
  /** False for rules that no waiver may switch off. */
  readonly waivable: boolean;
  /** False where the files can never tell, so that the open question is shown and stops nothing, not even in PCI scope. */
  readonly unknownBlocks?: false;
}

/** A rule before it is closed over its kind of subject. */
export interface RuleDefinition<S extends Subject> extends RuleDescription {
  readonly select: (graph: ArtifactGraph) => readonly S[];
  /** Judges one subject; several verdicts become several findings. A thrown error becomes the outcome `error`. */
  readonly check: (subject: S, graph: ArtifactGraph) => Verdict | readonly Verdict[];
}

/** What a rule said about one subject, or that it could not be run. */
export interface Judgement {
  readonly subject: Subject | undefined;
  readonly verdict: Verdict | { readonly outcome: 'error'; readonly message: string };
}

/** A rule that can be run beside others whatever its subjects are. */
export interface Rule extends RuleDescription {
  readonly evaluate: (graph: ArtifactGraph) => readonly Judgement[];
}

/** Closes a definition over its kind of subject; a crash on one subject leaves the judgements on the others. */
export function defineRule<S extends Subject>(definition: RuleDefinition<S>): Rule {
  const { select, check, ...description } = definition;
  const judge = (subject: S, graph: ArtifactGraph): readonly Judgement[] =>
    asVerdicts(check(subject, graph)).map((verdict) => ({ subject, verdict }));
  return {
    ...description,
    evaluate: (graph) =>
      guarded(undefined, () => select(graph).flatMap((subject) => guarded(subject, () => judge(subject, graph)))),
  };
}

const asVerdicts = (answer: Verdict | readonly Verdict[]): readonly Verdict[] =>
  'outcome' in answer ? [answer] : answer;

function guarded(subject: Subject | undefined, run: () => readonly Judgement[]): readonly Judgement[] {
  try {
    return run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ subject, verdict: { outcome: 'error', message: `the rule crashed: ${message}` } }];
  }
}
