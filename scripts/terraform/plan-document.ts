import { z } from 'zod';

const change = z.object({
  address: z.string(),
  type: z.string(),
  mode: z.string().default('managed'),
  change: z.object({ actions: z.array(z.string()), before: z.unknown(), after: z.unknown() }),
});

const planDocument = z.object({
  resource_changes: z.array(change).default([]),
  resource_drift: z.array(change).default([]),
  output_changes: z.record(z.string(), z.object({ actions: z.array(z.string()) })).default({}),
});

export type Action = 'create' | 'update' | 'replace' | 'destroy' | 'forget';

/** What a plan does to one resource. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** Names of the attributes that differ, for an update; values stay out, because they may be secret. */
  readonly attributes: readonly string[];
}

/** What a saved plan would do. */
export interface PlannedChanges {
  readonly changes: readonly ResourceChange[];
  /** Names of outputs that would get another value. */
  readonly outputs: readonly string[];
}

/** Reads what `terraform show -json` prints: the changes to resources, or with `drift` what differs from what was applied. */
export function readPlan(text: string, kind: 'changes' | 'drift'): PlannedChanges {
  const document = planDocument.parse(JSON.parse(text));
  const listed = kind === 'drift' ? document.resource_drift : document.resource_changes;
  return {
    changes: listed
      .filter(({ mode }) => mode === 'managed')
      .flatMap(({ address, type, change: { actions, before, after } }) => {
        const action = actionOf(actions);
        if (action === undefined) return [];
        return [{ address, type, action, attributes: action === 'update' ? differing(before, after) : [] }];
      }),
    outputs: Object.entries(document.output_changes)
      .filter(([, { actions }]) => !actions.includes('no-op'))
      .map(([name]) => name),
  };
}

/** What cannot be undone by applying again. */
export function isDestructive({ action }: ResourceChange): boolean {
  return action === 'destroy' || action === 'replace';
}

function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.includes('delete')) return actions.includes('create') ? 'replace' : 'destroy';
  if (actions.includes('create')) return 'create';
  if (actions.includes('update')) return 'update';
  return actions.includes('forget') ? 'forget' : undefined;
}

function differing(before: unknown, after: unknown): string[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).sort();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
