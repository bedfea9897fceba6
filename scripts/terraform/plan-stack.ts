import type { StackPlan } from './stack-plan.js';
import { readPlan } from './stack-plan.js';
import { takeTurns } from './take-turns.js';
import { type StackTerraform, terraformFor, type TerraformRun } from './terraform.js';

/** Exit code of `terraform plan -detailed-exitcode` when there is something to do. */
const HAS_CHANGES = 2;
/** How long a deployment of somebody else may take before ours gives up. */
const LOCK_TIMEOUT = '10m';

export interface PlanOptions {
  /** Looks without a lock, as a role that may only read does; otherwise the plan waits for its turn. */
  readonly locked: boolean;
  /** Compares the state with what is really there, and plans no change of it. */
  readonly refreshOnly?: boolean;
}

/** A shared cache of providers is not made for two `terraform init` at the same time. */
const inTurn = takeTurns();

/** Initializes a stack, plans it and saves the plan beside its log. */
export async function planStack(root: string, stack: string, options: PlanOptions): Promise<StackPlan> {
  const terraform = terraformFor(root, stack);
  const failed = ({ output }: TerraformRun): StackPlan => ({ stack, outcome: 'failed', error: errorsIn(output) });
  const init = await inTurn(() => terraform.run(['init', '-input=false', '-no-color', '-reconfigure']));
  if (init.status !== 0) return failed(init);
  const plan = await terraform.run([
    ...['plan', '-input=false', '-no-color', '-detailed-exitcode', `-out=${terraform.planFile}`],
    ...(options.locked ? [`-lock-timeout=${LOCK_TIMEOUT}`] : ['-lock=false']),
    ...(options.refreshOnly === true ? ['-refresh-only'] : []),
  ]);
  if (plan.status !== 0 && plan.status !== HAS_CHANGES) return failed(plan);
  const shown = await terraform.run(['show', '-json', terraform.planFile]);
  return shown.status === 0 ? { stack, outcome: 'planned', plan: readPlan(shown.output) } : failed(shown);
}

/** Applies what was planned and nothing else. */
export async function applyPlan(terraform: StackTerraform): Promise<TerraformRun> {
  return terraform.run(['apply', '-input=false', '-no-color', `-lock-timeout=${LOCK_TIMEOUT}`, terraform.planFile]);
}

/** The errors that Terraform drew boxes around, each in one line; the end of what it printed when there are none. */
export function errorsIn(output: string): string {
  const boxes = [...output.matchAll(/╷\n([\s\S]*?)╵/g)]
    .map(([, box = '']) =>
      box
        .split('\n')
        .map((line) => line.replace(/^│ ?/, '').trim())
        .filter((line) => line !== '')
        .join(' '),
    )
    .filter((text) => text.startsWith('Error:'));
  return boxes.length > 0 ? boxes.join('\n') : output.trim().split('\n').slice(-5).join('\n');
}
