import { z } from 'zod';

const change = z.object({
  address: z.string(),
  type: z.string(),
  mode: z.enum(['managed', 'data']),
  change: z.object({ actions: z.array(z.string()) }),
});

/** The parts of `terraform show -json <plan>` (format 1.x) that a summary reads. */
const planSchema = z.object({
  format_version: z.string().startsWith('1.'),
  resource_changes: z.array(change).default([]),
  resource_drift: z.array(change).default([]),
  output_changes: z.record(z.string(), z.object({ actions: z.array(z.string()) })).default({}),
  prior_state: z.object({ values: z.object({ root_module: z.looseObject({}).optional() }).optional() }).optional(),
});

export const ACTIONS = ['destroy', 'replace', 'update', 'create'] as const;

/** What Terraform would do to a resource; the gravest first. */
export type Action = (typeof ACTIONS)[number];

export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
}

/** What Terraform says it would do. */
export interface TerraformPlan {
  readonly changes: readonly PlannedChange[];
  /** Names of outputs that would change. */
  readonly outputs: readonly string[];
  /** What differs from the state without anybody having deployed it. */
  readonly drift: readonly PlannedChange[];
  /** Whether anything was ever applied. */
  readonly applied: boolean;
}

/** Reads the JSON form of a saved plan. */
export function readPlan(json: string): TerraformPlan {
  const plan = planSchema.parse(JSON.parse(json));
  return {
    changes: changesOf(plan.resource_changes),
    outputs: Object.entries(plan.output_changes)
      .filter(([, { actions }]) => actions.join() !== 'no-op')
      .map(([name]) => name)
      .sort(),
    drift: changesOf(plan.resource_drift),
    applied: plan.prior_state?.values?.root_module !== undefined,
  };
}

const changesOf = (changes: readonly z.infer<typeof change>[]): PlannedChange[] =>
  changes
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ address, type, change: { actions } }) => {
      const action = actionOf(actions);
      return action === undefined ? [] : [{ address, type, action }];
    })
    .sort((a, b) => ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action) || (a.address < b.address ? -1 : 1));

function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.includes('create') && actions.includes('delete')) return 'replace';
  if (actions.includes('delete')) return 'destroy';
  if (actions.includes('update')) return 'update';
  return actions.includes('create') ? 'create' : undefined;
}

/** How the planning of a stack ended. */
export type StackPlan =
  | { readonly stack: string; readonly outcome: 'planned'; readonly plan: TerraformPlan }
  | { readonly stack: string; readonly outcome: 'failed'; readonly error: string }
  /** An earlier stack has to be applied before this one can be planned. */
  | { readonly stack: string; readonly outcome: 'waiting'; readonly for: readonly string[]; readonly error: string };

/** Whether applying the plan would do anything. */
export const hasChanges = (planned: StackPlan): boolean =>
  planned.outcome === 'planned' && (planned.plan.changes.length > 0 || planned.plan.outputs.length > 0);

/** Changes that take something away. */
export const takesAway = ({ action }: PlannedChange): boolean => action === 'destroy' || action === 'replace';
