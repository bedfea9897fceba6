import { priorityClass, toolHost } from '../../services/definition/names.js';
import { KIBANA_KEYSTORE, LOG_STORE } from '../../services/definition/observability-names.js';
import { ELASTIC_OPERATOR_NAMESPACE, LOGGING_NAMESPACE } from '../../services/definition/platform-namespaces.js';
import type { Location, Platform } from '../../services/definition/platform.js';
import { LOG_STORE_LOGINS } from '../observability/logs/log-store-access.js';
import { logStoreDiskGib } from '../observability/sizes/log-store-size.js';
import type { AddOnsOf } from './add-on.js';

/** Elasticsearch and Kibana, the same version; clients of version 8 are in the log shipper's image. */
const STACK_VERSION = '8.19.0';
const NODE_MEMORY = '16Gi';

/**
 * Elasticsearch and Kibana, run by their operator: one node in each zone that holds everything. Their objects are made by the operator's own
 * charts, whose values are the specifications; a test holds them against the definitions of the pinned release.
 */
export const logStore: AddOnsOf = (platform, location) => [
  {
    release: 'eck-operator',
    wave: 'operators',
    namespace: ELASTIC_OPERATOR_NAMESPACE,
    values: { replicaCount: 2, managedNamespaces: [LOGGING_NAMESPACE], podDisruptionBudget: { enabled: true } },
  },
  {
    release: 'eck-elasticsearch',
    wave: 'platform',
    namespace: LOGGING_NAMESPACE,
    values: { fullnameOverride: LOG_STORE, ...elasticsearchSpec(platform, location) },
  },
  {
    release: 'eck-kibana',
    wave: 'platform',
    namespace: LOGGING_NAMESPACE,
    values: { fullnameOverride: 'kibana', ...kibanaSpec(platform, location) },
  },
];

/** `spec` of the Elasticsearch resource: name and password of each program from the file realm, all rights by role. */
export const elasticsearchSpec = (platform: Platform, location: Location) => ({
  version: STACK_VERSION,
  auth: {
    fileRealm: LOG_STORE_LOGINS.map(({ secret }) => ({ secretName: secret })),
    roles: LOG_STORE_LOGINS.map(({ secret }) => ({ secretName: secret })),
  },
  volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
  nodeSets: location.zones.map((_, index) => ({
    name: `zone-${index + 1}`,
    count: 1,
    config: {
      // A node is in the zone of its disk; copies of a shard lie in different ones.
      'node.attr.zone': `zone-${index + 1}`,
      'cluster.routing.allocation.awareness.attributes': 'zone',
      'action.auto_create_index': 'logs-*,jaeger-*,.*',
    },
    podTemplate: {
      spec: {
        priorityClassName: priorityClass(2),
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'topology.kubernetes.io/zone',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: { 'elasticsearch.k8s.elastic.co/cluster-name': LOG_STORE } },
          },
        ],
        containers: [
          {
            name: 'elasticsearch',
            resources: { requests: { cpu: '2', memory: NODE_MEMORY }, limits: { memory: NODE_MEMORY } },
          },
        ],
      },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'elasticsearch-data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: `${logStoreDiskGib(platform, location)}Gi` } },
        },
      },
    ],
  })),
});

/** `spec` of the Kibana resource: whoever has passed Access at the edge reads logs, and may change nothing. */
export const kibanaSpec = ({ environment }: Platform, { name }: Location) => ({
  version: STACK_VERSION,
  count: 2,
  elasticsearchRef: { name: LOG_STORE },
  secureSettings: [{ secretName: KIBANA_KEYSTORE }],
  config: {
    'server.publicBaseUrl': `https://${toolHost('kibana', name, environment.domain)}`,
    'xpack.security.authc.providers': { anonymous: { anonymous1: { order: 0 } }, basic: { basic1: { order: 1 } } },
    'telemetry.optIn': false,
  },
});
