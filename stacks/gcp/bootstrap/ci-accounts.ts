import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import { ciAccountId, ciEnvironment, type CiPurpose } from '../../../services/definition/ci-names.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import {
  BUCKET_PERMISSIONS,
  GRANT_PERMISSIONS,
  DEPLOY_PERMISSIONS,
  DEPLOY_ROLES,
  GRANTABLE_ROLES,
  PLAN_PERMISSIONS,
  PLAN_ROLES,
  USABLE_ROLES,
  USE_PERMISSIONS,
} from './ci-roles.js';
import type { EnabledApis } from './enabled-apis.js';
import type { KeptStates } from './kept-states.js';

export type CiAccounts = Readonly<Record<CiPurpose, ServiceAccount>>;

export interface CiAccountsProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly kept: readonly KeptStates[];
  readonly apis: EnabledApis;
}

/** Who CI is in this project: an account that looks and one that changes. Neither has a key; both read configurations, never contents. */
export function defineCiAccounts(stack: PlatformStack, props: CiAccountsProps): CiAccounts {
  const { platform, location, kept, apis } = props;
  const define = (purpose: CiPurpose): ServiceAccount =>
    new ServiceAccount(stack, `ci-${purpose}`, {
      accountId: ciAccountId(purpose),
      displayName: `CI: ${purpose}`,
      description: `Jobs of ${ciEnvironment(platform.environment.name, location.name, purpose)}`,
      dependsOn: [apis.iam],
    });
  const ci: CiAccounts = { plan: define('plan'), deploy: define('deploy') };
  const grants = { stack, location };
  const look = defineRole(grants, 'plan', 'What a plan reads beyond Google’s viewer roles', PLAN_PERMISSIONS);
  for (const purpose of ['plan', 'deploy'] as const) {
    for (const role of PLAN_ROLES) grant(grants, ci, purpose, shortName(role), role);
    grant(grants, ci, purpose, 'look', look.name);
  }
  for (const role of DEPLOY_ROLES) grant(grants, ci, 'deploy', shortName(role), role);
  const change = defineRole(grants, 'deploy', 'What a deployment changes beyond Google’s roles', DEPLOY_PERMISSIONS);
  grant(grants, ci, 'deploy', 'change', change.name);
  const buckets = defineRole(grants, 'buckets', 'Buckets and never their objects', BUCKET_PERMISSIONS);
  grant(grants, ci, 'deploy', 'buckets', buckets.name, outsideOfStates(kept));
  const bindings = defineRole(
    grants,
    'grants',
    'Who may do what; which roles is said where it is bound',
    GRANT_PERMISSIONS,
  );
  grant(grants, ci, 'deploy', 'grants', bindings.name, onlyGrantable(GRANTABLE_ROLES, kept));
  const uses = defineRole(grants, 'uses', 'Who uses accounts, keys and topics', USE_PERMISSIONS);
  grant(grants, ci, 'deploy', 'uses', uses.name, onlyGrantable(USABLE_ROLES, []));
  return ci;
}

interface Grants {
  readonly stack: PlatformStack;
  readonly location: GcpLocation;
}

interface Condition {
  readonly title: string;
  readonly description: string;
  readonly expression: string;
}

function defineRole(
  { stack, location }: Grants,
  name: string,
  description: string,
  permissions: readonly string[],
): ProjectIamCustomRole {
  return new ProjectIamCustomRole(stack, `ci-${name}-role`, {
    project: location.project,
    roleId: `finflow.ci.${name}`,
    title: `CI: ${name}`,
    description,
    permissions: [...permissions],
    stage: 'GA',
  });
}

function grant(
  { stack, location }: Grants,
  ci: CiAccounts,
  purpose: CiPurpose,
  name: string,
  role: string,
  condition?: Condition,
): void {
  new ProjectIamMember(stack, `ci-${purpose}-may-${name}`, {
    project: location.project,
    role,
    member: ci[purpose].member,
    ...(condition === undefined ? {} : { condition }),
  });
}

/** Only people change the buckets that hold states. */
const notStates = (kept: readonly KeptStates[]): readonly string[] =>
  kept.map(({ state }) => `resource.name != "projects/_/buckets/${state.bucket}"`);

function outsideOfStates(kept: readonly KeptStates[]): Condition | undefined {
  if (kept.length === 0) return undefined;
  return {
    title: 'Not the states',
    description: 'People change the buckets of states, CI does not',
    expression: notStates(kept).join(' && '),
  };
}

/** CI gives away the roles that stacks name and no others. To whom is not limited: it could take one of them itself. */
function onlyGrantable(grantable: readonly string[], kept: readonly KeptStates[]): Condition {
  const roles = grantable.map((role) => `"${role}"`).join(', ');
  const listed = `api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly([${roles}])`;
  return {
    title: 'Only roles that stacks grant',
    description: 'Whoever grants more than this would be owner',
    expression: [listed, ...notStates(kept)].join(' && '),
  };
}

/** `roles/compute.viewer` → `compute-viewer` */
const shortName = (role: string): string => role.replace('roles/', '').replaceAll('.', '-');
