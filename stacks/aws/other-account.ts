import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { PlatformStack } from '../platform-stack.js';

export interface OtherAccountProps {
  /** Names the provider inside of the stack. */
  readonly alias: string;
  readonly account: string;
  readonly region: string;
  /** Role there that trusts the credentials of this location and no others. */
  readonly role: string;
}

/** Acts in an account of the organization that is not the location's, in a role made for that alone. */
export function defineOtherAccount(stack: PlatformStack, props: OtherAccountProps): AwsProvider {
  const { alias, account, region, role } = props;
  return new AwsProvider(stack, `aws-${alias}`, {
    alias,
    region,
    allowedAccountIds: [account],
    assumeRole: [{ roleArn: `arn:aws:iam::${account}:role/${role}` }],
    defaultTags: [{ tags: { ...stack.tags } }],
  });
}
