/**
 * Actions that the service authorization reference lists without a resource type: a statement can only name `*` for
 * them. Everything else must name its resources or state a condition.
 */
const UNSCOPED_ACTIONS: readonly RegExp[] = [
  /^ec2:Describe/,
  /^ecr:GetAuthorizationToken$/,
  /^kms:ListAliases$/,
  /^logs:(Describe|GetQueryResults$|StopQuery$)/,
  /^route53:List/,
  /^secretsmanager:(BatchGetSecretValue|ListSecrets|GetRandomPassword)$/,
  /^sts:GetCallerIdentity$/,
];

/** Whether an action cannot be limited to a resource. */
export const isUnscoped = (action: string): boolean => UNSCOPED_ACTIONS.some((pattern) => pattern.test(action));
