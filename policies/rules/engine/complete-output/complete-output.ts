import type { ArtifactGraph } from '../../../engine/graph.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Subject } from '../../../engine/subject.js';

/** A stack or application that was declared, was found, or both. */
interface Part extends Subject {
  readonly declared: boolean;
  readonly found: boolean;
}

/** Guards every other rule: what is missing from the output cannot be judged, and what nobody declared has no owner. */
export const completeOutput = defineRule<Part>({
  id: 'ENG-003',
  area: 'engine',
  severity: 'high',
  title: 'the output holds every declared stack and application, and no other',
  risk: 'a part that was not written is missing from the audit, and one that nobody declared runs unowned',
  fix: 'synthesize again into an empty directory',
  population: 'stacks and applications, declared or found',
  covers: [],
  crossDomain: true,
  waivable: false,
  select: (graph) => [...stackParts(graph), ...applicationParts(graph)],
  check: ({ declared, found }) => {
    if (declared && !found) return fail('declared, but not in the output', { evidence: 'missing' });
    return declared ? pass() : fail('in the output, but nobody declared it', { evidence: 'undeclared' });
  },
});

function stackParts(graph: ArtifactGraph): readonly Part[] {
  const { stacks } = graph.intent.platform;
  const found = new Set(graph.stacks.map(({ name }) => name));
  const declared = new Map(stacks.map((stack) => [stack.name, stack.scope]));
  return [...new Set([...declared.keys(), ...found])].sort().map((name) => {
    const location = declared.get(name) ?? graph.stacks.find((stack) => stack.name === name)?.location ?? 'global';
    return part('TerraformStack', name, location, `cdktf.out/stacks/${name}/cdk.tf.json`, {
      declared: declared.has(name),
      found: found.has(name),
    });
  });
}

function applicationParts(graph: ArtifactGraph): readonly Part[] {
  const declared = new Set(graph.intent.platform.applications.map(place));
  const found = new Set(graph.allManifests().map(place));
  return [...new Set([...declared, ...found])].sort().map((name) => {
    const [location = 'global'] = name.split('/');
    return part('Application', name, location, `dist/manifests/${graph.environment}/${name}`, {
      declared: declared.has(name),
      found: found.has(name),
    });
  });
}

const place = ({ location, application }: { readonly location: string; readonly application: string }): string =>
  `${location}/${application}`;

const part = (
  kind: string,
  name: string,
  location: string,
  file: string,
  presence: { readonly declared: boolean; readonly found: boolean },
): Part => ({
  id: `part/${kind}/${name}`,
  kind,
  name,
  location,
  file,
  line: undefined,
  service: undefined,
  declaredAt: undefined,
  ...presence,
});
