import { type Attributes, judgeValue } from '../../../engine/attributes.js';
import type { Json } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const CACHE = 'aws_elasticache_replication_group';
const USER = 'aws_elasticache_user';
const GOOGLE_CACHE = 'google_memorystore_instance';

/** A cache inside of a private network still meets every pod of it: only TLS and a named user tell them apart. */
export const storeConnections = defineRule<TerraformResource>({
  id: 'ENC-006',
  area: 'encryption',
  severity: 'critical',
  title: 'a cache accepts only TLS connections of users who prove who they are',
  risk: 'whoever stands in the network reads sessions and features, or writes them',
  fix: 'require transit encryption, name a user group, and switch off users who need no password',
  population: 'caches and their users',
  covers: [CACHE, USER, 'aws_elasticache_user_group', GOOGLE_CACHE],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.terraform(CACHE, USER, GOOGLE_CACHE),
  check: (subject) => JUDGES[subject.kind]?.(subject) ?? [],
});

const judgeGoogleCache = (cache: Attributes): Verdict =>
  gravest([
    must(cache, 'transit_encryption_mode', ['SERVER_AUTHENTICATION'], 'connections are not encrypted'),
    must(cache, 'authorization_mode', ['IAM_AUTH'], 'everybody who reaches the cache may use it'),
  ]);

const judgeCache = (cache: Attributes): Verdict =>
  gravest([
    must(cache, 'transit_encryption_enabled', [true], 'connections are not encrypted'),
    must(cache, 'transit_encryption_mode', ['required'], 'plain connections are accepted beside TLS'),
    cache.values('user_group_ids').length === 0
      ? fail('everybody who reaches the cache may use it', { evidence: null })
      : pass(),
  ]);

/** Without a password only where the user is switched off and may do nothing. */
function judgeUser(user: Attributes): Verdict {
  const switchedOff = judgeValue(user.value('access_string'), (access) =>
    typeof access === 'string' && /^off\b/.test(access)
      ? pass()
      : fail('a user needs no password', { evidence: access ?? null }),
  );
  const open = [
    judgeValue(user.value('no_password_required'), (value) => (value === true ? switchedOff : pass())),
    judgeValue(user.value('authentication_mode.0.type'), (type) =>
      type === 'no-password-required' ? switchedOff : pass(),
    ),
  ];
  return gravest(open);
}

const must = (owner: Attributes, path: string, wanted: readonly Json[], otherwise: string): Verdict =>
  judgeValue(owner.value(path), (value) =>
    value !== undefined && wanted.includes(value) ? pass() : fail(otherwise, { evidence: value ?? null }),
  );

const JUDGES: Readonly<Record<string, (subject: Attributes) => Verdict>> = {
  [CACHE]: judgeCache,
  [GOOGLE_CACHE]: judgeGoogleCache,
  [USER]: judgeUser,
};
