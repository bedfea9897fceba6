import type { Rule } from '../engine/rule.js';
import { clusterApiPrivate } from './network/cluster-api-private/cluster-api-private.js';
import { namespaceDefaultDeny } from './network/namespace-default-deny/namespace-default-deny.js';

/** Every rule of the audit. Ids are stable and never reused. */
export const rules: readonly Rule[] = [clusterApiPrivate, namespaceDefaultDeny];
