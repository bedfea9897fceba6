import { breakTerraform, type Mutation, set, unset } from '../mutation.js';

/** Ways to lose redundancy in the real output. */
export const availabilityMutations: readonly Mutation[] = [
  breakTerraform('AVL-001', 'removes the cluster of a standby', 'google_container_cluster', 'remove'),
  breakTerraform('AVL-001', 'removes the cluster of another standby', 'aws_eks_cluster', 'remove'),
  breakTerraform(
    'AVL-002',
    'takes GKE nodes out of a zone',
    'google_container_node_pool',
    set('node_locations', ['us-central1-a']),
  ),
  breakTerraform('AVL-003', 'removes the vault', 'aws_backup_vault', 'remove'),
  breakTerraform('AVL-003', 'unlocks the vault', 'aws_backup_vault_lock_configuration', 'remove'),
  breakTerraform(
    'AVL-003',
    'lets administrators lift the lock',
    'aws_backup_vault_lock_configuration',
    unset('changeable_for_days'),
  ),
  breakTerraform('AVL-003', 'keeps backups for a day', 'aws_backup_plan', set('rule.0.lifecycle.delete_after', 1)),
  breakTerraform('AVL-003', 'backs nothing up', 'aws_backup_selection', 'remove'),
  breakTerraform('AVL-003', 'removes the plan of a cluster', 'google_gke_backup_backup_plan', 'remove'),
  breakTerraform(
    'AVL-003',
    'lets the retention be shortened',
    'google_gke_backup_backup_plan',
    set('retention_policy.locked', false),
  ),
  breakTerraform(
    'AVL-003',
    'leaves volumes out',
    'google_gke_backup_backup_plan',
    set('backup_config.include_volume_data', false),
  ),
];
