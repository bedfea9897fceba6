import type { AuditResult, Finding, RuleResult } from '../../engine/findings-schema.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Scores from 0 to 10 as code scanning sorts by them. */
const SECURITY_SEVERITY = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' } as const;
const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

/**
 * The audit as one SARIF 2.1.0 log: failures, waived failures with their suppression, and unknowns as open results.
 * Errors are notifications of the invocation, because nothing was judged there.
 */
export function sarifLog(result: AuditResult): object {
  const shown = result.findings.filter(({ outcome }) => outcome !== 'not-applicable' && outcome !== 'error');
  const errors = result.findings.filter(({ outcome }) => outcome === 'error');
  const ruleIndex = new Map(result.rules.map(({ id }, index) => [id, index]));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'finflow-audit',
            informationUri: 'https://finflow.example/platform/policies',
            rules: result.rules.map(describeRule),
          },
        },
        automationDetails: { id: `finflow-audit/${result.environment}/` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          ARTIFACTS: { description: { text: 'the judged directory' } },
          REPOSITORY: { description: { text: 'the repository that holds the definitions' } },
        },
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            toolExecutionNotifications: errors.map((finding) => ({
              level: 'error',
              message: { text: finding.message },
              associatedRule: { id: finding.rule, index: ruleIndex.get(finding.rule) ?? -1 },
              locations: [artifactLocation(finding)],
            })),
          },
        ],
        properties: { asOf: result.asOf, environment: result.environment },
        results: shown.map((finding) => describeResult(finding, ruleIndex.get(finding.rule) ?? -1)),
      },
    ],
  };
}

const describeRule = (rule: RuleResult): object => ({
  id: rule.id,
  name: pascalCase(rule.title),
  shortDescription: { text: rule.title },
  fullDescription: { text: `${capitalized(rule.risk)}.` },
  help: {
    text: `${capitalized(rule.fix)}. Judged: ${rule.population}. Controls: ${rule.controls.join(', ')}.`,
    markdown: `**Fix:** ${rule.fix}\n\n**Risk:** ${rule.risk}\n\n**Judged:** ${rule.population}\n\n**Controls:** ${rule.controls.join(', ')}`,
  },
  defaultConfiguration: { level: LEVEL[rule.severity] },
  properties: {
    tags: ['security', rule.area, ...rule.controls],
    'security-severity': SECURITY_SEVERITY[rule.severity],
    precision: 'very-high',
  },
});

/** SARIF wants level none wherever the kind is not fail: an unknown is an open question, however grave its rule. */
const describeResult = (finding: Finding, ruleIndex: number): object => ({
  ruleId: finding.rule,
  ruleIndex,
  kind: finding.outcome === 'unknown' ? 'open' : 'fail',
  level: finding.outcome === 'unknown' ? 'none' : LEVEL[finding.severity],
  message: { text: `${finding.resource.kind} ${finding.resource.name}: ${finding.message}` },
  locations: [artifactLocation(finding)],
  ...(finding.source === undefined ? {} : { relatedLocations: [sourceLocation(finding.source)] }),
  partialFingerprints: { 'finflowValue/v1': finding.fingerprint.replace('sha256:', '') },
  ...(finding.waiver === undefined
    ? {}
    : {
        suppressions: [
          { kind: 'external', status: 'accepted', justification: `policies/waivers/${finding.waiver}.yaml` },
        ],
      }),
  properties: { outcome: finding.outcome, blocking: finding.blocking, location: finding.resource.location },
});

const artifactLocation = ({ resource }: Finding): object => ({
  physicalLocation: {
    artifactLocation: { uri: encodeURI(resource.file), uriBaseId: 'ARTIFACTS' },
    region: { startLine: resource.line ?? 1 },
  },
  logicalLocations: [{ name: resource.name, fullyQualifiedName: resource.id, kind: 'resource' }],
});

const sourceLocation = (source: { readonly file: string; readonly line: number }): object => ({
  id: 1,
  message: { text: 'declared here' },
  physicalLocation: {
    artifactLocation: { uri: encodeURI(source.file), uriBaseId: 'REPOSITORY' },
    region: { startLine: source.line },
  },
});

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const pascalCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map(capitalized)
    .join('');
