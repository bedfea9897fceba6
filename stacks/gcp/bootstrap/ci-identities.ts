import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider/index.js';
import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool/index.js';
import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { ITerraformDependable } from 'cdktf';
import {
  ciAccountId,
  ciEnvironment,
  ciRepository,
  ciSubject,
  type CiPurpose,
} from '../../../services/definition/ci-names.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { CI_ROLES, GRANTED_ROLES } from './ci-roles.js';

export type CiIdentities = Readonly<Record<CiPurpose, ServiceAccount>>;

export interface CiIdentitiesProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly after: readonly ITerraformDependable[];
}

/** Who CI is in this project: one account that looks and one that changes, each for the jobs of one deployment environment. */
export function defineCiIdentities(stack: PlatformStack, props: CiIdentitiesProps): CiIdentities {
  const pool = defineTokenTrust(stack, props);
  const plan = defineIdentity(stack, props, pool, 'plan');
  const deploy = defineIdentity(stack, props, pool, 'deploy');
  allowGranting(stack, props.location, deploy);
  return { plan, deploy };
}

/** The deployment hands on the roles that stacks grant; a condition keeps it from handing on any other, to itself included. */
function allowGranting(stack: PlatformStack, { name, project }: GcpLocation, deploy: ServiceAccount): void {
  const role = new ProjectIamCustomRole(stack, 'ci-grants', {
    roleId: 'finflow.ciGrants',
    title: `Grants of CI in ${name}`,
    description: 'Changes the bindings of the project; which roles they may name is said where it is bound',
    permissions: ['resourcemanager.projects.getIamPolicy', 'resourcemanager.projects.setIamPolicy'],
    stage: 'GA',
  });
  const grantable = [
    ...GRANTED_ROLES.map((granted) => `roles/${granted}`),
    `projects/${project}/roles/finflow.engineer`,
  ];
  new ProjectIamMember(stack, 'ci-deploy-grants', {
    project,
    role: role.name,
    member: deploy.member,
    condition: {
      title: 'Roles of the location',
      description: 'What services, nodes and people of the location may be',
      expression: `api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly([${grantable.map((each) => `"${each}"`).join(', ')}])`,
    },
  });
}

/** Believes the code host's tokens, and only those of the platform's own repository. */
function defineTokenTrust(stack: PlatformStack, { platform, after }: CiIdentitiesProps): IamWorkloadIdentityPool {
  const { issuer, subject } = platform.environment.images.signer;
  const pool = new IamWorkloadIdentityPool(stack, 'ci', {
    workloadIdentityPoolId: 'ci',
    displayName: 'CI',
    description: 'Jobs of the platform repository',
    dependsOn: [...after],
  });
  new IamWorkloadIdentityPoolProvider(stack, 'ci-tokens', {
    workloadIdentityPoolId: pool.workloadIdentityPoolId,
    workloadIdentityPoolProviderId: 'code-host',
    displayName: 'Code host',
    oidc: { issuerUri: issuer },
    attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' },
    attributeCondition: `attribute.repository == '${ciRepository(subject)}'`,
  });
  return pool;
}

function defineIdentity(
  stack: PlatformStack,
  { platform, location }: CiIdentitiesProps,
  pool: IamWorkloadIdentityPool,
  purpose: CiPurpose,
): ServiceAccount {
  const { environment } = platform;
  const jobs = ciEnvironment(environment.name, location.name, purpose);
  const account = new ServiceAccount(stack, `ci-${purpose}`, {
    accountId: ciAccountId(purpose),
    displayName: `CI ${purpose}`,
    description: `CI jobs of ${jobs}`,
  });
  const subject = ciSubject(ciRepository(environment.images.signer.subject), jobs);
  new ServiceAccountIamMember(stack, `ci-${purpose}-jobs`, {
    serviceAccountId: account.name,
    role: 'roles/iam.workloadIdentityUser',
    member: `principal://iam.googleapis.com/${pool.name}/subject/${subject}`,
  });
  for (const role of CI_ROLES[purpose]) {
    new ProjectIamMember(stack, `ci-${purpose}-${role.replaceAll('.', '-')}`, {
      project: location.project,
      role: `roles/${role}`,
      member: account.member,
    });
  }
  return account;
}
