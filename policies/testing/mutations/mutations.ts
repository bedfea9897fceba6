import type { Mutation } from '../mutation.js';
import { availabilityMutations } from './availability-mutations.js';
import { bringUpMutations } from './bring-up-mutations.js';
import { clusterMutations } from './cluster-mutations.js';
import { encryptionMutations } from './encryption-mutations.js';
import { engineMutations } from './engine-mutations.js';
import { accessMutations } from './access-mutations.js';
import { linkMutations } from './link-mutations.js';
import { loggingMutations } from './logging-mutations.js';
import { dataMutations } from './data-mutations.js';
import { meshMutations } from './mesh-mutations.js';
import { peopleMutations } from './people-mutations.js';
import { podMutations } from './pod-mutations.js';
import { networkMutations } from './network-mutations.js';
import { residencyMutations } from './residency-mutations.js';

/** Every way in which the tests break real output. */
export const mutations: readonly Mutation[] = [
  ...availabilityMutations,
  ...bringUpMutations,
  ...clusterMutations,
  ...encryptionMutations,
  ...engineMutations,
  ...accessMutations,
  ...linkMutations,
  ...loggingMutations,
  ...dataMutations,
  ...meshMutations,
  ...peopleMutations,
  ...podMutations,
  ...networkMutations,
  ...residencyMutations,
];
