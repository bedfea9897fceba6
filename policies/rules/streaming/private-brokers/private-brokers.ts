import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { inWords, type Json } from '../../../engine/json.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const CLUSTERS = {
  confluent: { aws: 'confluent_kafka_cluster', gcp: 'confluent_kafka_cluster' },
  native: { aws: 'aws_msk_cluster', gcp: 'google_managed_kafka_cluster' },
} as const;

/** Follows each location to the one cluster that its environment's driver stands for. */
export const privateBrokers = defineRule<Declared<DeclaredLocation>>({
  id: 'KAFKA-005',
  area: 'kafka',
  severity: 'critical',
  title: 'a location has one Kafka cluster of the declared driver: private, encrypted in transit, over several zones',
  risk: 'events can be read on the way or from the internet, or stop with the loss of one zone',
  fix: 'connect the cluster by private link or in the location’s own subnets, with TLS and identities only',
  population: 'declared locations',
  covers: [
    'aws_msk_cluster',
    'aws_msk_configuration',
    'confluent_kafka_cluster',
    'confluent_network',
    'confluent_private_link_access',
    'google_managed_kafka_cluster',
  ],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.locations(),
  check: ({ value: location }, graph) => {
    const kind = CLUSTERS[graph.intent.platform.environment.kafka.driver][location.cloud];
    const clusters = graph.terraform(kind).filter((cluster) => cluster.location === location.name);
    const [cluster] = clusters;
    if (cluster === undefined || clusters.length > 1)
      return fail(`has ${clusters.length} resources of ${kind}; one is declared`, { evidence: clusters.length });
    if (kind === 'aws_msk_cluster') return judgeMsk(cluster);
    return kind === 'confluent_kafka_cluster'
      ? judgeConfluent(cluster, location, graph)
      : judgeManaged(cluster, location);
  },
});

/** The value at a path must be the wanted one. */
const mustBe = (resource: TerraformResource, path: string, wanted: Json): Verdict =>
  judgeValue(resource.value(path), (value) =>
    value === wanted
      ? pass()
      : fail(`${path} is ${value === undefined ? 'not said' : inWords(value)}; it must be ${inWords(wanted)}`, {
          evidence: value ?? null,
        }),
  );

function judgeMsk(cluster: TerraformResource): Verdict {
  const settings = cluster.target('configuration_info.0.arn');
  return gravest([
    mustBe(cluster, 'broker_node_group_info.0.connectivity_info.0.public_access.0.type', 'DISABLED'),
    mustBe(cluster, 'encryption_info.0.encryption_in_transit.0.client_broker', 'TLS'),
    mustBe(cluster, 'encryption_info.0.encryption_in_transit.0.in_cluster', true),
    mustBe(cluster, 'client_authentication.0.unauthenticated', false),
    mustBe(cluster, 'client_authentication.0.sasl.0.iam', true),
    settings === undefined
      ? unknown('the settings of its brokers are not part of the artefacts')
      : judgeSettings(settings),
  ]);
}

/** A broker that missed records must not become the leader, and nobody makes topics by writing to them. */
function judgeSettings(settings: TerraformResource): Verdict {
  return judgeValue(settings.value('server_properties'), (text) => {
    const lines = typeof text === 'string' ? text.split('\n') : [];
    const missing = ['unclean.leader.election.enable=false', 'auto.create.topics.enable=false'].filter(
      (line) => !lines.includes(line),
    );
    return missing.length === 0 ? pass() : fail(`its brokers lack ${missing.join(', ')}`, { evidence: missing });
  });
}

function judgeConfluent(cluster: TerraformResource, location: DeclaredLocation, graph: ArtifactGraph): Verdict {
  const network = cluster.target('network.0.id');
  if (network === undefined) return fail('it is reached over the internet: it is in no network', { evidence: null });
  const accesses = graph
    .terraform('confluent_private_link_access')
    .filter((access) => access.target('network.0.id') === network);
  const allowed = accesses.map(({ written }) => JSON.stringify(written['aws'] ?? written['gcp'] ?? null));
  const own = location.cloud === 'aws' ? { account: location.account } : { project: location.project };
  const strangers = allowed.filter((access) => access !== JSON.stringify(own));
  return gravest([
    mustBe(cluster, 'availability', 'MULTI_ZONE'),
    mustBe(cluster, 'region', location.region),
    mustBe(cluster, 'deletion_protection', true),
    mustBe(network, 'region', location.region),
    mustBe(network, 'connection_types.0', 'PRIVATELINK'),
    mustBe(network, 'dns_config.0.resolution', 'PRIVATE'),
    strangers.length === 0 && allowed.length > 0
      ? pass()
      : fail(`its network lets in ${strangers.join(', ') || 'nobody'}`, { evidence: strangers }),
  ]);
}

/** Google spreads brokers over zones and encrypts by itself; what is left is where they have their addresses. */
function judgeManaged(cluster: TerraformResource, { project, region }: DeclaredLocation): Verdict {
  const subnets = cluster.values('gcp_config.0.access_config.0.network_configs');
  const own = `projects/${String(project)}/regions/${region}/subnetworks/`;
  const foreign = subnets.filter((subnet) => !JSON.stringify(subnet).includes(own));
  return gravest([
    mustBe(cluster, 'location', region),
    subnets.length > 0 && foreign.length === 0
      ? pass()
      : fail('it has addresses outside of the location’s own subnets', { evidence: foreign.length }),
  ]);
}
