import type { TerraformStack } from '../../../engine/graph.js';
import { canonicalJson, asList, at, isObject, type Json, type JsonObject, member } from '../../../engine/json.js';
import { fail, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Subject } from '../../../engine/subject.js';

/** Where each provider keeps the tags that it puts on everything it creates. */
const DEFAULT_TAGS: Readonly<Record<string, string>> = { aws: 'default_tags', google: 'default_labels' };
const MANDATORY = ['environment', 'team', 'data-class', 'pci-scope'];

interface TaggingProvider extends Subject {
  readonly tags: Json;
}

/** Reads the tags of each provider configuration: a resource gets them without asking. */
export const mandatoryTags = defineRule<TaggingProvider>({
  id: 'OWN-003',
  area: 'ownership',
  severity: 'medium',
  title: 'every cloud resource is tagged with environment, squad, data class, PCI scope and cost',
  risk: 'a resource without an owner is nobody’s to patch, to pay or to delete, and scope cannot be shown',
  fix: 'set the mandatory keys in default_tags (AWS) or default_labels (Google Cloud) of the provider',
  population: 'AWS and Google provider configurations of every stack',
  covers: [],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.stacks.flatMap(providersOf),
  check: ({ tags }, graph) => {
    const declared = graph.intent.platform.environment;
    const expected: JsonObject = { ...declared.tags, environment: declared.name };
    if (!isObject(tags)) return fail('its provider tags nothing', { evidence: null });
    const faults = [...new Set([...MANDATORY, ...Object.keys(expected)])].flatMap((key) =>
      tagFault(tags, key, expected),
    );
    return faults.length === 0 ? pass() : faults;
  },
});

function tagFault(tags: JsonObject, key: string, expected: JsonObject): readonly Verdict[] {
  const value = member(tags, key);
  const wanted = member(expected, key);
  if (typeof value !== 'string' || value === '') return [fail(`tag ${key} is missing`, { evidence: key })];
  if (value.includes('${'))
    return [unknown(`tag ${key} cannot be told before deployment: ${value}`, { evidence: value })];
  return wanted === undefined || value === wanted
    ? []
    : [fail(`tag ${key} is ${value}, declared is ${canonicalJson(wanted)}`, { evidence: value })];
}

function providersOf({ name, location, file, declaredAt, providers }: TerraformStack): readonly TaggingProvider[] {
  return Object.entries(DEFAULT_TAGS).flatMap(([kind, field]) =>
    asList(at(providers, kind)).map((provider, index) => {
      const written = asList(at(provider, field))[0] ?? null;
      return {
        id: `${name}/provider.${kind}.${index}`,
        location,
        kind: `provider ${kind}`,
        name,
        file,
        line: undefined,
        service: undefined,
        declaredAt,
        tags: kind === 'aws' ? (at(written, 'tags') ?? null) : written,
      };
    }),
  );
}
