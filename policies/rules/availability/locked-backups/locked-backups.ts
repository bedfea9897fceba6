import { judgeValue } from '../../../engine/attributes.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** Whoever takes over a location deletes its backups first: they must not let themselves be deleted. */
export const lockedBackups = defineRule<Declared<DeclaredLocation>>({
  id: 'AVL-003',
  area: 'availability',
  severity: 'high',
  title: 'every location is backed up, and nobody can delete a backup before its time',
  risk: 'after an attack or a mistake there is nothing to restore from',
  fix: 'back up by a plan into a vault whose lock can no longer be lifted, or lock the retention of the plan',
  population: 'declared locations',
  covers: [
    'aws_backup_plan',
    'aws_backup_selection',
    'aws_backup_vault',
    'aws_backup_vault_lock_configuration',
    'google_gke_backup_backup_plan',
  ],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.locations(),
  check: ({ value: { name, cloud } }, graph) => {
    const here: Here = (kind) => graph.terraform(kind).filter((resource) => resource.location === name);
    return cloud === 'aws' ? judgeAws(here) : judgeGoogle(here);
  },
});

type Here = (kind: string) => readonly TerraformResource[];

function judgeAws(here: Here): Verdict {
  const vaults = here('aws_backup_vault');
  const locks = here('aws_backup_vault_lock_configuration');
  const plans = here('aws_backup_plan');
  const selections = here('aws_backup_selection');
  if (vaults.length === 0) return fail('no vault holds backups', { evidence: null });
  if (plans.length === 0) return fail('no plan takes backups', { evidence: null });
  if (selections.length === 0) return fail('no plan selects anything', { evidence: null });
  return gravest([
    ...vaults.map((vault) => {
      const lock = locks.find((each) => refersTo(each, 'backup_vault_name', vault));
      return lock === undefined ? fail(`${vault.address} has no lock`, { evidence: null }) : judgeLock(lock, plans);
    }),
  ]);
}

function judgeLock(lock: TerraformResource, plans: readonly TerraformResource[]): Verdict {
  const days = (path: string): number => {
    const value = lock.value(path);
    return value.state === 'known' && typeof value.value === 'number' ? value.value : 0;
  };
  const [least, most] = [days('min_retention_days'), days('max_retention_days')];
  return gravest([
    judgeValue(lock.value('changeable_for_days'), (grace) =>
      typeof grace === 'number'
        ? pass()
        : fail(`${lock.address} can be lifted at any time`, { evidence: grace ?? null }),
    ),
    least > 0 ? pass() : fail(`${lock.address} keeps backups for no least time`, { evidence: least }),
    ...plans
      .flatMap((plan) => plan.blocks('rule'))
      .map((rule) =>
        judgeValue(rule.value('lifecycle.0.delete_after'), (after) =>
          typeof after === 'number' && after >= least && (most === 0 || after <= most)
            ? pass()
            : fail(
                `${inWords(rule.written['rule_name'] ?? null)} keeps backups for ${inWords(after ?? null)} days; the vault takes ${least} to ${most}`,
                {
                  evidence: after ?? null,
                },
              ),
        ),
      ),
  ]);
}

/** By a reference, or by the name that both write out. */
function refersTo(from: TerraformResource, path: string, to: TerraformResource): boolean {
  if (from.stack !== to.stack) return false;
  const value = from.value(path);
  return value.state === 'reference'
    ? value.resource === to
    : value.state === 'known' && value.value === to.written['name'];
}

function judgeGoogle(here: Here): Verdict {
  const plans = here('google_gke_backup_backup_plan').filter(({ written }) => written['deactivated'] !== true);
  if (plans.length === 0) return fail('no plan backs the cluster up', { evidence: null });
  return gravest(
    plans.flatMap((plan) => [
      judgeValue(plan.value('retention_policy.0.locked'), (locked) =>
        locked === true
          ? pass()
          : fail(`the retention of ${plan.address} can be changed`, { evidence: locked ?? null }),
      ),
      judgeValue(plan.value('retention_policy.0.backup_delete_lock_days'), (days) =>
        typeof days === 'number' && days > 0
          ? pass()
          : fail(`backups of ${plan.address} can be deleted at once`, { evidence: days ?? null }),
      ),
      plan.value('backup_schedule').state === 'absent'
        ? fail(`${plan.address} never runs`, { evidence: null })
        : pass(),
      ...['all_namespaces', 'include_volume_data'].map((path) =>
        judgeValue(plan.value(`backup_config.0.${path}`), (value) =>
          value === true
            ? pass()
            : fail(`${plan.address} leaves something out: ${path} is off`, { evidence: value ?? null }),
        ),
      ),
    ]),
  );
}
