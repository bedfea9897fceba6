import { breakTerraform, type Mutation, set } from '../mutation.js';

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
];
