/** One statement of an IAM policy, in IAM's own vocabulary. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?:
    '*' | { readonly Service: string } | { readonly AWS: string | readonly string[] } | { readonly Federated: string };
  readonly Action?: string | readonly string[];
  /** Everything but these; for refusals only. */
  readonly NotAction?: readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Renders an IAM policy. References inside of it stay references of Terraform. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Lets an AWS service assume a role on behalf of this account only, which closes the confused deputy. */
export function serviceTrust(service: string, account: string, conditions: PolicyStatement['Condition'] = {}): string {
  const { StringEquals, ...others } = conditions;
  return policyDocument([
    {
      Sid: 'TrustService',
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account, ...StringEquals }, ...others },
    },
  ]);
}
