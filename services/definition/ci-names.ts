/** Who CI is in a location: names that clouds, code host and workflows must agree on. */

/** What CI does in a location: look, or change. Each has an identity of its own. */
export type CiPurpose = 'plan' | 'deploy';

/** Repository whose workflows sign images and deploy: `finflow/platform` in the identity of the signer. */
export const ciRepository = (signerSubject: string): string => signerSubject.split('/').slice(3, 5).join('/');

/** Branch that they run on: `refs/heads/main` in the identity of the signer. */
export const ciBranch = (signerSubject: string): string => signerSubject.split('@').slice(1).join('@');

/** Deployment environment of the code host in which a job must run to act in a location. */
export const ciEnvironment = (environment: string, location: string, purpose: CiPurpose): string =>
  `${environment}-${location}-${purpose}`;

/** Subject of the tokens of such a job, as GitHub Actions writes it. */
export const ciSubject = (repository: string, ciEnvironment: string): string =>
  `repo:${repository}:environment:${ciEnvironment}`;

/** Cloud identity that CI takes on in a location; the prefix keeps it out of what a deployment may change. */
export const ciRoleName = (environment: string, location: string, purpose: CiPurpose): string =>
  `${CI_ROLE_PREFIX}${ciEnvironment(environment, location, purpose)}`;
export const CI_ROLE_PREFIX = 'ci-';

/** Account of CI in a Google Cloud project, by what it is for. */
export const ciAccountId = (purpose: CiPurpose): string => `${CI_ROLE_PREFIX}${purpose}`;
export const ciAccountMember = (project: string, purpose: CiPurpose): string =>
  `serviceAccount:${ciAccountId(purpose)}@${project}.iam.gserviceaccount.com`;
