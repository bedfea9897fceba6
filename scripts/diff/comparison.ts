import type { Sentence } from './sentence.js';

/** What a change puts at risk, gravest first; every list of a comparison is ordered by it. */
export const RISKS = [
  { name: 'data-loss', title: 'Data or keys would be lost' },
  { name: 'replacement', title: 'Something would be destroyed or replaced' },
  { name: 'posture', title: 'Policies' },
  { name: 'widening', title: 'More is allowed, or less is protected' },
  { name: 'capacity', title: 'Capacity and cost' },
  { name: 'other', title: 'Everything else' },
] as const;

export type Risk = (typeof RISKS)[number]['name'];

/** Place of a risk in the ranking, 0 is the gravest. */
export const gravity = (risk: Risk): number => RISKS.findIndex(({ name }) => name === risk);

/** One change in plain words, said once for all environments it happens in. */
export interface Statement {
  readonly risk: Risk;
  readonly sentence: Sentence;
  readonly environments: readonly string[];
}

export type ResourceAction = 'destroy' | 'replace' | 'perhaps-replace' | 'update' | 'create';

/** What Terraform would do with one resource, as far as files tell. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly action: ResourceAction;
  /** It holds data, keys or evidence: destroying it loses them. */
  readonly stateful: boolean;
  /** `prevent_destroy` is set, so that Terraform refuses the plan. */
  readonly refused: boolean;
  /** Attributes that differ, or that follow a resource which is replaced. */
  readonly attributes: readonly string[];
  /** Those of them that cannot change in place. */
  readonly forcedBy: readonly string[];
}

/** Changes of one stack. */
export interface StackChange {
  readonly environment: string;
  readonly stack: string;
  readonly locations: readonly string[];
  readonly change: 'added' | 'removed' | 'changed';
  /** Its state or its provider moves elsewhere: Terraform starts anew and leaves every resource behind. */
  readonly moves: readonly string[];
  /** Provider settings that differ, such as tags of every resource. */
  readonly settings: readonly string[];
  readonly resources: readonly ResourceChange[];
}

/** The same change of one Kubernetes object, in one or many places. */
export interface ManifestChange {
  readonly application: string;
  readonly action: 'added' | 'removed' | 'changed';
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly string[];
  /** `<environment>/<location>`. */
  readonly places: readonly string[];
}

/** One rule whose judgement moved, with the resources. */
export interface PostureChange {
  readonly environment: string;
  readonly rule: string;
  readonly title: string;
  readonly severity: string;
  readonly change: 'newly-fails' | 'newly-unknown' | 'newly-waived' | 'no-longer-fails';
  readonly resources: readonly string[];
}

/** A waiver that came, went or says something else. */
export interface WaiverChange {
  readonly environment: string;
  readonly id: string;
  readonly rule: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly expires: string;
}

/** One side of a comparison. */
export interface Side {
  /** As it was asked for; `working tree` for files that are not committed. */
  readonly name: string;
  readonly commit: string | null;
}

/** Everything that differs between two revisions of the definitions, synthesized and judged by one program. */
export interface Comparison {
  readonly base: Side;
  readonly head: Side;
  readonly statements: readonly Statement[];
  readonly stacks: readonly StackChange[];
  readonly manifests: readonly ManifestChange[];
  readonly posture: readonly PostureChange[];
  readonly waivers: readonly WaiverChange[];
  /** Files of the program itself that differ: their effect is not part of the comparison. */
  readonly programFiles: readonly string[];
}

/** True when the definitions of both sides lead to the same outputs and judgements. */
export function isEmpty({ statements, stacks, manifests, posture, waivers }: Comparison): boolean {
  return [statements, stacks, manifests, posture, waivers].every((list) => list.length === 0);
}
