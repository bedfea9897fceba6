import type { ArtifactGraph } from '../../../engine/graph.js';
import { environmentSubject } from '../../../engine/judge.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule, type Rule } from '../../../engine/rule.js';
import type { Subject } from '../../../engine/subject.js';
import { EXCLUDED_KINDS } from './excluded-kinds.js';

/** A Terraform type or manifest kind that occurs in the output. */
interface Kind extends Subject {
  readonly subjects: number;
}

/** Notices a kind of resource that entered the output without anybody deciding how it is judged. */
export const kindCoverage = (
  rules: readonly Rule[],
  excluded: Readonly<Record<string, string>> = EXCLUDED_KINDS,
): Rule => {
  const covered = new Set(rules.flatMap(({ covers }) => covers));
  return defineRule<Kind>({
    id: 'COV-001',
    area: 'engine',
    severity: 'medium',
    title: 'every kind in the output is judged by a rule or excluded with a reason',
    risk: 'a new kind of resource is deployed although no rule looks at it',
    fix: 'write a rule for the kind, or exclude it with a reason',
    population: 'Terraform types and manifest kinds of the output',
    covers: [],
    crossDomain: true,
    waivable: false,
    select: kindsOf,
    check: ({ name }) =>
      covered.has(name) || Object.hasOwn(excluded, name)
        ? pass()
        : fail(`no rule covers ${name}, and nobody excluded it`, { evidence: name }),
  });
};

function kindsOf(graph: ArtifactGraph): readonly Kind[] {
  const { terraform, manifests } = graph.kinds();
  const kind = (name: string, first: Subject | undefined, subjects: number): Kind => ({
    ...(first ?? environmentSubject(graph)),
    id: `kind/${name}`,
    kind: 'Kind',
    location: 'global',
    name,
    subjects,
  });
  return [
    ...terraform.map((name) => kind(name, graph.terraform(name)[0], graph.terraform(name).length)),
    ...manifests.map((name) => kind(name, graph.manifests(name)[0], graph.manifests(name).length)),
  ];
}
