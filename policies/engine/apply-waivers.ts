import type { Finding } from './findings-schema.js';
import type { WaiverFile } from './read-waivers.js';
import type { Judgement, Rule } from './rule.js';
import { fail, pass, type Verdict } from './outcome.js';
import type { Subject } from './subject.js';

export interface WaivedFindings {
  readonly findings: readonly Finding[];
  /** What is wrong with each waiver itself, or a pass for one that is in force. */
  readonly judgements: readonly Judgement[];
}

export interface WaiverContext {
  readonly environment: string;
  readonly asOf: string;
  readonly rules: readonly Rule[];
}

/**
 * Marks findings as waived where a waiver in force names their rule, resource and fingerprint. Everything is still
 * evaluated and shown, and a waiver that is malformed, expired, stale or useless is a violation of its own.
 */
export function applyWaivers(
  findings: readonly Finding[],
  files: readonly WaiverFile[],
  context: WaiverContext,
): WaivedFindings {
  const inForce = new Map<string, string>();
  const judgements = files
    .filter(({ waiver }) => waiver === undefined || waiver.environment === context.environment)
    .map((file): Judgement => {
      const verdict = judgeWaiver(file, findings, context);
      if (verdict.outcome === 'pass' && file.waiver !== undefined) inForce.set(file.waiver.fingerprint, file.id);
      return { subject: waiverSubject(file), verdict };
    });
  return { findings: findings.map((finding) => waive(finding, inForce.get(finding.fingerprint))), judgements };
}

function waive(finding: Finding, waiver: string | undefined): Finding {
  if (waiver === undefined || !isWaivable(finding)) return finding;
  return { ...finding, outcome: 'waived', blocking: false, waiver };
}

function judgeWaiver({ waiver, mistakes }: WaiverFile, findings: readonly Finding[], context: WaiverContext): Verdict {
  if (waiver === undefined) return fail(`malformed: ${mistakes.join('; ')}`);
  const { rule: id, resource, fingerprint, issued, expires } = waiver;
  const rule = context.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) return fail(`malformed: there is no rule ${id}`);
  if (!rule.waivable) return fail(`${id} cannot be waived`);
  if (issued > context.asOf) return fail(`not in force before ${issued}`);
  if (expires <= context.asOf) return fail(`expired on ${expires}`);
  const waivable = findings.filter(
    (finding) => finding.rule === id && finding.resource.id === resource && isWaivable(finding),
  );
  if (waivable.length === 0) return fail(`unused: ${id} finds nothing on ${resource}`);
  if (waivable.some((finding) => finding.fingerprint === fingerprint)) return pass();
  const current = waivable.map((finding) => finding.fingerprint).join(' or ');
  return fail(`the waived value has changed: the finding on ${resource} is now ${current}`);
}

const isWaivable = ({ outcome }: Finding): boolean => outcome === 'fail' || outcome === 'unknown';

const waiverSubject = ({ id, file }: WaiverFile): Subject => ({
  id: `waiver/${id}`,
  location: 'global',
  kind: 'Waiver',
  name: id,
  file,
  line: undefined,
  service: undefined,
  declaredAt: undefined,
});
