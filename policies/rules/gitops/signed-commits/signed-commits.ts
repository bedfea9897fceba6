import type { Manifest } from '../../../engine/manifest.js';
import { fail, notApplicable, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { textAt } from '../../../engine/json.js';
import { takesChartsOnly } from '../charts-only.js';

/** Asks each project for the keys whose signatures it deploys; without a list Argo CD deploys every commit. */
export const signedCommits = defineRule<Manifest>({
  id: 'GIT-003',
  area: 'gitops',
  severity: 'high',
  title: 'an Argo CD project deploys only commits signed by keys it lists',
  risk: 'whoever can push to the deploy branch deploys, without anybody else having signed for it',
  fix: 'list the keys of the release process under signatureKeys of the project',
  population: 'every AppProject',
  covers: ['AppProject'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.manifests('AppProject'),
  check: (project, graph) => {
    const keys = project.list('spec.signatureKeys').map((key) => textAt(key, 'keyID') ?? '');
    if (keys.length === 0 && takesChartsOnly(project, graph))
      return notApplicable('takes charts only, whose archives carry a digest instead of a signed commit');
    if (keys.length === 0) return fail('deploys unsigned commits', { evidence: null });
    const malformed = keys.filter((key) => !/^[0-9A-Fa-f]{16}(?:[0-9A-Fa-f]{24})?$/.test(key));
    return malformed.length === 0
      ? pass()
      : fail(`lists ${malformed.join(', ')}, which is no key id`, { evidence: malformed });
  },
});
