import type { ArtifactGraph } from '../../../engine/graph.js';
import { textAt } from '../../../engine/json.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';
import { declaredUses, type TopicUse } from './declared-uses.js';

const OPERATOR = 'kafka-operator';
const KINDS = ['confluent_kafka_acl', 'google_managed_kafka_acl'] as const;

/** Holds every permission in a cluster against the producers and consumers that the definitions name. */
export const declaredGrants = defineRule<TerraformResource>({
  id: 'KAFKA-004',
  area: 'kafka',
  severity: 'high',
  title: 'a service may use only topics and groups that its definition names',
  risk: 'a stolen credential of one service reads or forges the events of another',
  fix: 'declare the topic at the service, or take the permission away',
  population: 'permissions inside of Kafka clusters',
  covers: [...KINDS, 'confluent_service_account'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.terraform(...KINDS),
  check: (acl, graph) => gravest(usesOf(acl, graph).map((use) => judgeUse(use, acl.location, graph))),
});

function judgeUse(use: TopicUse | 'operator' | Verdict, location: string, graph: ArtifactGraph): Verdict {
  if (use === 'operator') return pass();
  if ('outcome' in use) return use;
  const { service, operation, resource, name } = use;
  return declaredUses(service, location, graph).has(`${operation} ${resource} ${name}`)
    ? pass()
    : fail(`lets ${service} ${operation} ${resource} ${name}, which it does not declare in ${location}`, {
        evidence: [service, operation, resource, name],
      });
}

/** What an ACL allows, each principal and operation by itself. */
function usesOf(acl: TerraformResource, graph: ArtifactGraph): readonly (TopicUse | 'operator' | Verdict)[] {
  return acl.kind === 'confluent_kafka_acl' ? [confluentUse(acl, graph)] : managedUses(acl, graph);
}

function confluentUse(acl: TerraformResource, graph: ArtifactGraph): TopicUse | Verdict {
  const { written } = acl;
  if (written['permission'] !== 'ALLOW') return pass();
  if (written['pattern_type'] !== 'LITERAL' || written['resource_name'] === '*')
    return fail('allows more than one topic or group', { evidence: written['resource_name'] ?? null });
  const account = /\$\{(confluent_service_account\.[\w-]+)\.id\}/.exec(textAt(written, 'principal') ?? '')?.[1];
  const identity = graph
    .terraform('confluent_service_account')
    .find(({ stack, address }) => stack === acl.stack && address === account);
  if (identity === undefined) return unknown('its principal is not part of the artefacts');
  return {
    service: serviceOf(textAt(identity.written, 'display_name') ?? '', acl.location, graph),
    operation: (textAt(written, 'operation') ?? '').toLowerCase(),
    resource: (textAt(written, 'resource_type') ?? '').toLowerCase(),
    name: textAt(written, 'resource_name') ?? '',
  };
}

const RESOURCES: Readonly<Record<string, string>> = { topic: 'topic', consumerGroup: 'group' };

function managedUses(acl: TerraformResource, graph: ArtifactGraph): readonly (TopicUse | 'operator' | Verdict)[] {
  const [pattern = '', name = ''] = (textAt(acl.written, 'acl_id') ?? '').split('/');
  return acl.blocks('acl_entries').map(({ written }) => {
    if (written['permission_type'] === 'DENY') return pass();
    const account = /^User:([\w-]+)@/.exec(textAt(written, 'principal') ?? '')?.[1] ?? '';
    if (account.endsWith(OPERATOR)) return 'operator';
    const resource = RESOURCES[pattern];
    if (resource === undefined)
      return fail(`lets ${account} use more than one topic or group`, { evidence: [account, pattern] });
    const operation = (textAt(written, 'operation') ?? '').toLowerCase();
    return { service: serviceOf(account, acl.location, graph), operation, resource, name };
  });
}

/** The service that has this identity in the location; the identity itself when nobody has. */
function serviceOf(identity: string, location: string, graph: ArtifactGraph): string {
  const owner = graph.intent.servicesAt(location).find(({ derived }) => derived.cloudIdentity[location] === identity);
  return owner?.name ?? identity;
}
