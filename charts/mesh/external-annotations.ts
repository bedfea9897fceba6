import type { External } from '../../services/definition/platform.js';

/** What the register says about a system outside of the platform, where an auditor meets its address. */
export function externalAnnotations({ description, agreement, availability }: External): Record<string, string> {
  return {
    'finflow.io/agreement': `${agreement.reference}, reviewed ${agreement.reviewed}, transfer basis ${agreement.transferBasis}`,
    'finflow.io/availability': `${availability}%`,
    'finflow.io/description': description,
  };
}
