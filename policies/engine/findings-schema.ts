import { z } from 'zod';
import { AREAS, SEVERITIES } from './rule.js';
import { OUTCOMES } from './outcome.js';

const text = z.string();
const line = z.int().min(1);
const count = z.int().min(0);
const outcome = z.enum(OUTCOMES);
const severity = z.enum(SEVERITIES);
const counts = z.strictObject({
  pass: count,
  fail: count,
  waived: count,
  'not-applicable': count,
  unknown: count,
  error: count,
});
const control = z
  .string()
  .regex(/^[a-z0-9]+:\S+$/)
  .describe('namespaced control, such as pci:1.3.1');

const finding = z.strictObject({
  rule: text,
  outcome: outcome.exclude(['pass']),
  blocking: z.boolean().describe('decides the exit code: a failure, an error, or an unknown in PCI scope'),
  severity,
  resource: z.strictObject({
    id: text.describe('unique in the environment; what a waiver names'),
    location: text,
    kind: text,
    name: text,
    file: text.describe('relative to the judged directory'),
    line: line.optional(),
  }),
  message: text,
  fix: text,
  controls: z.array(control),
  source: z
    .strictObject({ file: text, line })
    .optional()
    .describe('the line a person wrote that explains the resource, relative to the repository'),
  fingerprint: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe('hash of rule, resource id and offending value; a waiver repeats it'),
  waiver: text.optional().describe('id of the waiver in force'),
});

const ruleResult = z.strictObject({
  id: text,
  counts,
  title: text,
  area: z.enum(AREAS),
  severity,
  risk: text,
  fix: text,
  population: text,
  crossDomain: z.boolean(),
  waivable: z.boolean(),
  controls: z.array(control),
});

const controlResult = z.strictObject({
  id: control,
  standard: text,
  version: text,
  title: text,
  manual: z.boolean().describe('no artefact can answer it; a person collects the evidence'),
  outcome: outcome.exclude(['waived']).describe('of the mapped rules; waived counts as fail here, manual as unknown'),
  mappings: z.array(
    z.strictObject({ rule: text, strength: z.enum(['satisfies', 'supports', 'evidence-only']), rationale: text }),
  ),
});

const waiver = z.strictObject({
  id: text,
  rule: text,
  resource: text,
  reason: text,
  ticket: text,
  owner: text,
  approver: text,
  compensatingControl: text,
  issued: z.iso.date(),
  expires: z.iso.date(),
});

const input = z.strictObject({ file: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** `dist/audit/<environment>/findings.json`. */
export const auditResultSchema = z
  .strictObject({
    environment: text,
    asOf: z.iso.date(),
    summary: counts,
    rules: z.array(ruleResult),
    findings: z.array(finding).describe('what did not pass; passes are counted per rule'),
    controls: z.array(controlResult),
    waivers: z.array(waiver).describe('readable waivers of this environment, in force or not, by expiry'),
    inputs: z.array(input).describe('every file that was read'),
  })
  .meta({ title: 'FinFlow audit findings', description: 'Judges the synthesized design, not the running platform.' });

export type AuditResult = z.infer<typeof auditResultSchema>;
export type Finding = AuditResult['findings'][number];
export type RuleResult = AuditResult['rules'][number];
export type ControlResult = AuditResult['controls'][number];
export type OutcomeCounts = AuditResult['summary'];
