import type { ArtifactGraph } from '../../../engine/graph.js';
import { canonicalJson } from '../../../engine/json.js';
import { judgeValue } from '../../../engine/attributes.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** Follows a GKE cluster to the project's policy: one without the other admits everything. */
export const enforcedSignatures = defineRule<TerraformResource>({
  id: 'IMG-003',
  area: 'images',
  severity: 'high',
  title: 'a GKE cluster admits only attested images and refuses when it cannot tell',
  risk: 'an image that did not come from our pipeline is scheduled',
  fix: 'enforce the project’s Binary Authorization policy with REQUIRE_ATTESTATION and ENFORCED_BLOCK_AND_AUDIT_LOG',
  population: 'GKE clusters; whether images are signed is not judged',
  covers: ['google_container_cluster', 'google_binary_authorization_policy', 'google_binary_authorization_attestor'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.terraform('google_container_cluster'),
  check: (cluster, graph) => {
    const policies = graph
      .terraform('google_binary_authorization_policy')
      .filter(({ location }) => location === cluster.location);
    const verdicts = [
      judgeValue(cluster.value('binary_authorization.0.evaluation_mode'), (mode) =>
        mode === 'PROJECT_SINGLETON_POLICY_ENFORCE'
          ? pass()
          : fail('the cluster does not enforce Binary Authorization', { evidence: mode ?? null }),
      ),
      ...(policies.length === 0
        ? [fail('no Binary Authorization policy exists in its project', { evidence: null })]
        : []),
      ...policies.flatMap((policy) => policyVerdicts(policy, graph)),
    ].filter(({ outcome }) => outcome !== 'pass');
    return verdicts.length === 0 ? pass() : verdicts;
  },
});

function policyVerdicts(policy: TerraformResource, graph: ArtifactGraph): readonly Verdict[] {
  const rules = [...policy.blocks('default_admission_rule'), ...policy.blocks('cluster_admission_rules')];
  const { registries } = graph.intent.platform.environment.images;
  return [
    ...(rules.length === 0 ? [fail('the policy has no default rule', { evidence: null })] : []),
    ...rules.flatMap((rule) => [
      judgeValue(rule.value('evaluation_mode'), (mode) =>
        mode === 'REQUIRE_ATTESTATION' || mode === 'ALWAYS_DENY'
          ? pass()
          : fail(`a rule evaluates ${canonicalJson(mode ?? null)}`, { evidence: mode ?? null }),
      ),
      judgeValue(rule.value('enforcement_mode'), (mode) =>
        mode === 'ENFORCED_BLOCK_AND_AUDIT_LOG'
          ? pass()
          : fail(`a rule only logs: ${canonicalJson(mode ?? null)}`, { evidence: mode ?? null }),
      ),
    ]),
    ...policy
      .blocks('admission_whitelist_patterns')
      .map((pattern) =>
        judgeValue(pattern.value('name_pattern'), (name) =>
          typeof name === 'string' && (isWide(name) || registries.some((registry) => name.startsWith(registry)))
            ? fail(`images of ${name} need no attestation`, { evidence: name })
            : pass(),
        ),
      ),
  ];
}

const isWide = (pattern: string): boolean => pattern.startsWith('*') || /^[^/]+\/\*+$/.test(pattern);
