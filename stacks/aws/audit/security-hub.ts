import { SecurityhubAccount } from '@cdktf/provider-aws/lib/securityhub-account/index.js';
import { SecurityhubStandardsSubscription } from '@cdktf/provider-aws/lib/securityhub-standards-subscription/index.js';
import type { AwsLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Standards whose controls are checked, each version pinned (Security Hub user guide, standards reference). */
const STANDARDS = {
  'aws-foundational': 'aws-foundational-security-best-practices/v/1.0.0',
  cis: 'cis-aws-foundations-benchmark/v/3.0.0',
  'pci-dss': 'pci-dss/v/4.0.1',
} as const;

/** Checks the account against public standards, one finding for a control however many standards ask for it. */
export function defineSecurityHub(stack: PlatformStack, { region }: AwsLocation): void {
  const hub = new SecurityhubAccount(stack, 'security-hub', {
    autoEnableControls: true,
    controlFindingGenerator: 'SECURITY_CONTROL',
    enableDefaultStandards: false,
  });
  for (const [name, standard] of Object.entries(STANDARDS))
    new SecurityhubStandardsSubscription(stack, `standard-${name}`, {
      standardsArn: `arn:aws:securityhub:${region}::standards/${standard}`,
      dependsOn: [hub],
    });
}
