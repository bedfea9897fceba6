import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './json.js';

/**
 * Identity of one finding's value: SHA-256 over the canonical JSON of rule id, resource id and evidence (or, where a
 * rule names none, its message). Line numbers and file names are left out, so moving a resource keeps its waiver.
 */
export function fingerprintOf(rule: string, resourceId: string, evidence: Json): string {
  const covered = canonicalJson({ rule, resource: resourceId, evidence });
  return `sha256:${createHash('sha256').update(covered).digest('hex')}`;
}
