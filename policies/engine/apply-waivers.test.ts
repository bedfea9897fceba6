import { dump } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditDirectory } from '../testing/audit-directory.js';

const STACK = 'cdktf.out/stacks/example-use1-network/cdk.tf.json';
const silent = (sampling: number) =>
  JSON.stringify({ resource: { google_compute_subnetwork: { nodes: { log_config: { flow_sampling: sampling } } } } });

let directory: AuditDirectory;
beforeEach(() => {
  directory = new AuditDirectory();
  directory.write(STACK, silent(0.5));
});
afterEach(() => {
  directory.remove();
});

const found = (rule: string) => directory.audit().findings.filter((finding) => finding.rule === rule);

function waive(change: object, id = 'flow-sampling'): void {
  const [finding] = found('LOG-003');
  const waiver = {
    environment: 'example',
    rule: 'LOG-003',
    resource: finding?.resource.id,
    fingerprint: finding?.fingerprint,
    reason: 'the sampled rate is what the log budget of this quarter allows',
    ticket: 'SEC-123',
    owner: 'platform',
    approver: 'compliance',
    compensatingControl: 'the firewall logs every refused connection of the network',
    issued: '2026-11-01',
    expires: '2026-12-31',
    ...change,
  };
  directory.write(`waivers/${id}.yaml`, dump(waiver));
}

describe('waivers', () => {
  it('mark one finding as waived, still evaluated and shown', () => {
    waive({});
    const result = directory.audit();
    expect(result.findings.find(({ rule }) => rule === 'LOG-003')).toMatchObject({
      outcome: 'waived',
      blocking: false,
      waiver: 'flow-sampling',
      message: 'only 0.5 of the flows are logged',
    });
    expect(result.rules.find(({ id }) => id === 'LOG-003')?.counts.waived).toBe(1);
    expect(result.rules.find(({ id }) => id === 'ENG-002')?.counts).toMatchObject({ pass: 1, fail: 0 });
    expect(result.controls.find(({ id }) => id === 'pci:10.2.1')?.outcome).toBe('fail');
  });

  it('die when the waived value changes', () => {
    waive({});
    directory.write(STACK, silent(0.1));
    expect(found('LOG-003')).toMatchObject([{ outcome: 'fail' }]);
    expect(found('ENG-002')).toMatchObject([
      { outcome: 'fail', message: expect.stringContaining('has changed') as string },
    ]);
  });

  it.each([
    ['expired', { issued: '2026-10-01', expires: '2026-11-23' }, 'expired on 2026-11-23'],
    ['not yet issued', { issued: '2026-11-24' }, 'not in force before 2026-11-24'],
    ['too long', { expires: '2027-02-01' }, 'malformed: expires: must be at most 90 days after issued'],
    ['self-approved', { approver: 'Platform' }, 'malformed: approver: must be somebody else than the owner'],
    ['overbroad', { resource: 'example-*' }, 'malformed: resource: must name one resource: wildcards are not allowed'],
    ['for an unknown rule', { rule: 'NET-999' }, 'malformed: there is no rule NET-999'],
    ['for a rule that none may switch off', { rule: 'NET-001' }, 'NET-001 cannot be waived'],
    [
      'unused',
      { resource: 'example-use1-network/aws_vpc.vpc' },
      'unused: LOG-003 finds nothing on example-use1-network/aws_vpc.vpc',
    ],
    ['without a ticket', { ticket: 'soon' }, 'malformed: ticket: must be a ticket such as SEC-123'],
  ])('are findings themselves when %s', (_, change, message) => {
    waive(change);
    expect(found('LOG-003')).toMatchObject([{ outcome: 'fail' }]);
    expect(found('ENG-002')).toMatchObject([{ outcome: 'fail', blocking: true, message }]);
    expect(found('ENG-002')[0]?.resource).toMatchObject({ kind: 'Waiver', file: 'waivers/flow-sampling.yaml' });
  });

  it('of another environment are left to that environment', () => {
    waive({ environment: 'elsewhere' });
    expect(found('ENG-002')).toMatchObject([{ outcome: 'not-applicable' }]);
  });

  it('that are no YAML are reported with their line', () => {
    directory.write('waivers/broken.yaml', 'rule: NET-001\nreason: [\n');
    expect(found('ENG-002')).toMatchObject([
      { message: expect.stringContaining('malformed: not valid YAML: line') as string },
    ]);
  });
});
