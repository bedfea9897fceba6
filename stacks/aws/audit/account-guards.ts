import { IamAccountPasswordPolicy } from '@cdktf/provider-aws/lib/iam-account-password-policy/index.js';
import { S3AccountPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-account-public-access-block/index.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Settings of the account that no resource in it can loosen. Volumes are encrypted by default where their key is: in the cluster's stack. */
export function defineAccountGuards(stack: PlatformStack): void {
  new S3AccountPublicAccessBlock(stack, 'storage-never-public', {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  // Nobody has a password here; one that appears nevertheless keeps to CIS 1.8, 1.9 and PCI DSS 8.3.6 to 8.3.9.
  new IamAccountPasswordPolicy(stack, 'passwords', {
    minimumPasswordLength: 16,
    requireLowercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    requireUppercaseCharacters: true,
    passwordReusePrevention: 24,
    maxPasswordAge: 90,
    allowUsersToChangePassword: true,
  });
}
