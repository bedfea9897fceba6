import { describe, expect, it } from 'vitest';
import { failureText, lacksEarlierState, missingLookups } from './failure-text.js';

const LOCKED = `Acquiring state lock. This may take a few moments...
╷
│ Error: Error acquiring the state lock
│ 
│ Error message: operation error S3: PutObject, StatusCode: 412, PreconditionFailed
│ Lock Info:
│   ID:        2f6f7c3e-51c8-8a2e-9d4b-000000000000
│   Path:      finflow-production-use1-state/production/use1/network/terraform.tfstate
│   Operation: OperationTypeApply
│   Who:       runner@build-7
│   Version:   1.11.4
│   Created:   2026-11-23 10:00:00.000000000 +0000 UTC
╵
`;

describe('what terraform says when it fails', () => {
  it('is told without frames and without what came before the error', () => {
    const text = failureText('Refreshing state...\n╷\n│ Error: no credentials\n│ \n│   with aws_vpc.vpc,\n╵\n');
    expect(text).toBe('Error: no credentials\n  with aws_vpc.vpc,');
  });

  it('is its end when there is no error in it', () => {
    expect(failureText('one\ntwo\n')).toBe('one\ntwo');
  });

  it('names who holds a lock, and how to free it when nobody does', () => {
    const text = failureText(LOCKED);
    expect(text).toContain('the state is locked by runner@build-7 since 2026-11-23 10:00:00');
    expect(text).toContain('only when none runs: terraform force-unlock 2f6f7c3e-51c8-8a2e-9d4b-000000000000');
    expect(failureText('Error: no credentials')).not.toContain('force-unlock');
  });

  it.each([
    ['│ Error: Unable to find remote state', true],
    [
      '│ Error: Unsupported attribute\n│  data.terraform_remote_state.network.outputs is object with no attributes',
      true,
    ],
    ['│ Error: Unsupported attribute\n│  aws_vpc.vpc has no attribute "idd"', false],
    ['│ Error: no credentials for data.terraform_remote_state.network', false],
  ])('%j: waits for an earlier wave: %s', (output, expected) => {
    expect(lacksEarlierState(output)).toBe(expected);
  });

  const NO_CLUSTER =
    '│ Error: reading MSK Cluster (kafka): empty result\n│ \n│   with data.aws_msk_cluster.cluster,\n╵\n';

  it('names what was looked up and is not there', () => {
    expect(missingLookups(NO_CLUSTER)).toEqual(['aws_msk_cluster']);
  });

  it.each([
    `${NO_CLUSTER}│ Error: no credentials\n╵\n`,
    '│ Error: reading MSK Cluster (kafka): AccessDenied\n│   with data.aws_msk_cluster.cluster,\n',
    '│ Error: key not found\n│   with aws_kms_alias.alias,\n',
  ])('%j: fails for another reason too', (output) => {
    expect(missingLookups(output)).toEqual([]);
  });
});
