import type { Judgement, Rule, RuleDescription } from './rule.js';
import type { Problem } from './problem.js';
import type { Subject } from './subject.js';

// The engine's own findings have the shape of a rule, so that reports, controls and exit codes need no second path.

const artifactsReadable: RuleDescription = {
  id: 'ENG-001',
  area: 'engine',
  severity: 'critical',
  title: 'every artefact can be read',
  risk: 'a file that cannot be read is deployed without having been judged',
  fix: 'repair the file, or synthesize again',
  population: 'files of the judged directory',
  covers: [],
  crossDomain: false,
  waivable: false,
};

const waiversInOrder: RuleDescription = {
  id: 'ENG-002',
  area: 'engine',
  severity: 'high',
  title: 'every waiver is complete, in force and needed',
  risk: 'a forgotten or overbroad waiver hides the next fault',
  fix: 'renew the waiver with a new approval, narrow it, or delete it',
  population: 'waivers of the environment',
  covers: [],
  crossDomain: false,
  waivable: false,
};

/** One error per unreadable artefact; passes once where everything could be read. */
export const readableRule = (problems: readonly Problem[], file: string): Rule => ({
  ...artifactsReadable,
  evaluate: () =>
    problems.length === 0
      ? [{ subject: fileSubject({ file, line: 1, message: '' }), verdict: { outcome: 'pass' } }]
      : problems.map((problem) => ({
          subject: fileSubject(problem),
          verdict: { outcome: 'error', message: problem.message },
        })),
});

/** What the waivers' own state adds to the findings. */
export const waiverRule = (judgements: readonly Judgement[]): Rule => ({
  ...waiversInOrder,
  evaluate: () => judgements,
});

/** Descriptions of the engine's rules, for catalogues and control mappings. */
export const engineRules: readonly RuleDescription[] = [artifactsReadable, waiversInOrder];

const fileSubject = ({ file, line }: Problem): Subject => ({
  id: `file/${file}:${line}`,
  location: 'global',
  kind: 'File',
  name: file.split('/').at(-1) ?? file,
  file,
  line,
  service: undefined,
  declaredAt: undefined,
});
