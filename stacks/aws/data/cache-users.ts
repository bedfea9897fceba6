import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group/index.js';
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user/index.js';
import type { Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { serviceTags } from '../in-location.js';

/** Redis calls its users' engine in lower case whatever the version. */
const ENGINE = 'redis';

/** All keys and channels, and no command that administers the server or empties it. */
const SERVICE_ACCESS = 'on ~* &* +@all -@admin -@dangerous +info';
const NO_ACCESS = 'off ~* -@all';

/** Redis insists on a user named `default`, who needs no password unless told otherwise: ours is switched off. */
export function defineDisabledUser(stack: PlatformStack): ElasticacheUser {
  return new ElasticacheUser(stack, 'redis-default-user', {
    engine: ENGINE,
    userId: `${stack.planned.name}-default`,
    userName: 'default',
    accessString: NO_ACCESS,
    authenticationMode: { type: 'no-password-required' },
  });
}

export interface CacheUserGroupProps {
  readonly service: Service;
  readonly name: string;
  readonly disabled: ElasticacheUser;
}

/**
 * The only users of a cache: its service, and the one that is switched off. The service's user starts with IAM tokens,
 * so no state ever holds a password; rotation sets passwords beside Terraform, two at a time, which it then ignores.
 */
export function defineCacheUserGroup(
  stack: PlatformStack,
  { service, name, disabled }: CacheUserGroupProps,
): ElasticacheUserGroup {
  const tags = serviceTags(service);
  const user = new ElasticacheUser(stack, `redis-${service.name}-user`, {
    engine: ENGINE,
    userId: name,
    userName: name,
    accessString: SERVICE_ACCESS,
    authenticationMode: { type: 'iam' },
    tags,
    lifecycle: { ignoreChanges: ['authentication_mode'] },
  });
  return new ElasticacheUserGroup(stack, `redis-${service.name}-users`, {
    engine: ENGINE,
    userGroupId: name,
    userIds: [disabled.userId, user.userId],
    tags,
  });
}
