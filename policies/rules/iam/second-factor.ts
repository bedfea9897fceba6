import { conditionValues, type PolicyStatement } from '../../engine/policy-document.js';

/** Roles that IAM Identity Center makes in an account; it asks for a second factor before anybody gets there. */
const SIGN_ON_ROLE =
  /^arn:aws[\w-]*:iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com[^:]*\/AWSReservedSSO_[\w.@-]+_\*$/;

/** Whether a trust statement lets in only people who gave a second factor: at the call itself, or at single sign-on. */
export function asksSecondFactor(statement: PolicyStatement): boolean {
  if (conditionValues(statement, 'aws:MultiFactorAuthPresent').includes('true')) return true;
  const roles = conditionValues(statement, 'aws:PrincipalArn');
  return roles.length > 0 && roles.every((role) => SIGN_ON_ROLE.test(role));
}
