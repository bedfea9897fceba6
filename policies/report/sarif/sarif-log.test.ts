import { describe, expect, it } from 'vitest';
import type { Json } from '../../engine/json.js';
import { at, listAt, textAt } from '../../engine/json.js';
import { AuditDirectory } from '../../testing/audit-directory.js';
import { sarifLog } from './sarif-log.js';

function auditedLog(): Json {
  const directory = new AuditDirectory();
  const key = { aws_kms_key: { key: { enable_key_rotation: '${var.x}' } }, aws_vpc: { vpc: {} } };
  directory.write('cdktf.out/stacks/example-use1-network/cdk.tf.json', JSON.stringify({ resource: key }));
  directory.write('cdktf.out/stacks/example-use1-cluster/cdk.tf.json', '{');
  const log = JSON.parse(JSON.stringify(sarifLog(directory.audit()))) as Json;
  directory.remove();
  return log;
}

const log = auditedLog();
const run = at(log, 'runs.0');

describe('SARIF log', () => {
  it('declares its version and each rule with help once', () => {
    expect(textAt(log, 'version')).toBe('2.1.0');
    const rules = listAt(run, 'tool.driver.rules');
    expect(new Set(rules.map((rule) => textAt(rule, 'id'))).size).toBe(rules.length);
    for (const rule of rules) expect(textAt(rule, 'help.text')).toMatch(/^[A-Z].*\. Judged: /);
  });

  it('points every result at its rule, a place and a fingerprint', () => {
    const rules = listAt(run, 'tool.driver.rules');
    const results = listAt(run, 'results');
    expect(results.length).toBeGreaterThan(5);
    for (const result of results) {
      expect(textAt(rules[Number(at(result, 'ruleIndex'))], 'id')).toBe(textAt(result, 'ruleId'));
      expect(textAt(result, 'locations.0.physicalLocation.artifactLocation.uri')).toMatch(/^(cdktf\.out|dist)\//);
      expect(Number(at(result, 'locations.0.physicalLocation.region.startLine'))).toBeGreaterThan(0);
      expect(textAt(at(result, 'partialFingerprints'), 'finflowValue/v1')).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('gives a level to failures only', () => {
    for (const result of listAt(run, 'results'))
      expect(textAt(result, 'level') === 'none').toBe(textAt(result, 'kind') !== 'fail');
    expect(listAt(run, 'results').map((result) => textAt(result, 'kind'))).toContain('open');
  });

  it('reports what could not be read as a failed invocation', () => {
    expect(at(run, 'invocations.0.executionSuccessful')).toBe(false);
    const [notification] = listAt(run, 'invocations.0.toolExecutionNotifications');
    expect(textAt(notification, 'message.text')).toMatch(/^not valid JSON/);
  });
});
