import { plural } from '../../cli/plural.js';
import { shownValue } from '../difference.js';
import { say, type Sentence } from '../sentence.js';
import {
  type Changed,
  fromTo,
  keyAt,
  presence,
  quantity,
  replacedValue,
  type Said,
  said,
  type SentenceRule,
} from './sentence-rule.js';

const ADDRESSES = {
  network: 'network addresses',
  pods: 'pod addresses',
  services: 'service addresses',
  controlPlane: 'control plane addresses',
} as const;

const located = (what: string) => (keys: readonly string[]) => [...say`${keyAt(keys, 0)}`, `: ${what}`];
const plain = (what: string) => () => [what];
const ANY = { larger: 'capacity', smaller: 'capacity' } as const;

/** Locations: where they are, their addresses, their machines. */
export const locationRules: readonly SentenceRule[] = [
  presence('locations.*', {
    added: ({ keys }, { region }) => said('capacity', say`location ${keyAt(keys, 0)} is new, in ${shownValue(region)}`),
    removed: ({ keys }) => said('data-loss', say`location ${keyAt(keys, 0)} is removed with everything in it`),
  }),
  ...Object.entries(ADDRESSES).map(([range, name]): SentenceRule => ({
    at: `locations.*.addresses.${range}`,
    say: (changed) => rebuilt(changed, `${name} change`),
  })),
  ...['cloud', 'region', 'account', 'project', 'jurisdiction', 'asn'].map((field): SentenceRule => ({
    at: `locations.*.${field}`,
    say: (changed) => rebuilt(changed, `${field} changes`),
  })),
  presence('locations.*.zones', {
    added: ({ keys, after }) => said('capacity', say`${keyAt(keys, 0)} uses zone ${shownValue(after)}`),
    removed: ({ keys, before }) => said('replacement', say`${keyAt(keys, 0)} leaves zone ${shownValue(before)}`),
  }),
  presence('locations.*.nodePools.*', {
    added: ({ keys }) => said('capacity', say`${keyAt(keys, 0)} gets node pool ${keyAt(keys, 1)}`),
    removed: ({ keys }) => said('replacement', say`${keyAt(keys, 0)} loses node pool ${keyAt(keys, 1)}`),
  }),
  ...[
    ['machine', 'machine type'],
    ['vcpu', 'processors'],
    ['memoryMib', 'memory in MiB'],
    ['diskGiB', 'disk in GiB'],
    ['minPerZone', 'fewest nodes per zone'],
    ['maxPerZone', 'most nodes per zone'],
  ].map(([field = '', name = '']) =>
    replacedValue(
      `locations.*.nodePools.*.${field}`,
      (keys) => [...say`${keyAt(keys, 0)}: node pool ${keyAt(keys, 1)}`, `, ${name}`],
      'capacity',
    ),
  ),
  quantity('locations.*.share', located("share of its jurisdiction's load"), ANY),
  quantity('locations.*.provisioned', located('part of the peak that is always up'), ANY),
  replacedValue('locations.*.standby', located('standby'), 'other'),
];

/** `use1: network addresses change from … to …: 53 resources would be replaced or destroyed`. */
function rebuilt({ keys, before, after, lostIn }: Changed, what: string): Said {
  const location = keyAt(keys, 0);
  const lost = lostIn(location);
  const effect: Sentence = lost === 0 ? [] : [`: ${plural(lost, 'resource')} would be replaced or destroyed`];
  return said('replacement', say`${location}: ${[what]} from ${shownValue(before)} to ${shownValue(after)}${effect}`);
}

/** What holds for a whole environment. */
export const environmentRules: readonly SentenceRule[] = [
  quantity('environment.budget.monthlyUsd', plain('monthly budget'), ANY, 'US dollars'),
  replacedValue('environment.kubernetes.version', plain('Kubernetes version'), 'other'),
  presence('environment.kubernetes.adminNetworks.*', {
    added: ({ keys }, { cidr }) =>
      said('widening', say`administrators may reach the clusters from ${keyAt(keys, 0)} (${shownValue(cidr)})`),
    removed: ({ keys }) => said('other', say`administrators no longer reach the clusters from ${keyAt(keys, 0)}`),
  }),
  replacedValue(
    'environment.kubernetes.adminNetworks.*.cidr',
    (keys) => say`administrators reach the clusters from ${keyAt(keys, 0)}`,
    'widening',
  ),
  presence('environment.images.registries', {
    added: ({ after }) => said('widening', say`images may come from ${shownValue(after)}`),
    removed: ({ before }) => said('other', say`images may no longer come from ${shownValue(before)}`),
  }),
  replacedValue('environment.images.signer.issuer', plain('issuer of image signatures'), 'widening'),
  replacedValue('environment.images.signer.subject', plain('signer of images'), 'widening'),
  presence('environment.delivery.signingKeys', {
    added: ({ after }) => said('widening', say`key ${shownValue(after)} may sign what is deployed`),
    removed: ({ before }) => said('other', say`key ${shownValue(before)} may no longer sign what is deployed`),
  }),
  replacedValue('environment.delivery.signOn.issuer', plain('identity provider of Argo CD'), 'widening'),
  replacedValue('environment.delivery.signOn.clientId', plain('client of Argo CD at its identity provider'), 'other'),
  replacedValue('environment.delivery.repository', plain('repository that is deployed'), 'widening'),
  replacedValue('environment.kafka.driver', plain('Kafka driver'), 'data-loss'),
  replacedValue('environment.domain', plain('domain'), 'replacement'),
  replacedValue('environment.trustDomain', plain('trust domain'), 'replacement'),
  presence('environment.edge', {
    added: () => said('widening', say`the environment gets a public edge`),
    removed: () => said('replacement', say`the environment loses its public edge`),
  }),
  replacedValue('environment.edge.adminGroup', plain('group that may open admin tools'), 'widening'),
  replacedValue('environment.edge.identityProviderId', plain('identity provider of admin tools'), 'widening'),
  presence('environment.edge.tools', {
    added: ({ after }) => said('widening', say`admin tool ${shownValue(after)} is published behind Access`),
    removed: ({ before }) => said('other', say`admin tool ${shownValue(before)} is no longer published`),
  }),
  {
    at: 'environment.data.postgresSizes.*.*',
    say: (changed) =>
      fromTo('capacity', say`databases of size ${keyAt(changed.keys, 0)}: ${keyAt(changed.keys, 1)}`, changed),
  },
  replacedValue('environment.data.maxClientConnections', plain('most client connections'), 'capacity'),
  quantity('jurisdictions.*.peak.concurrentUsers', located('peak of concurrent users'), ANY),
  quantity('jurisdictions.*.peak.transactionsPerSecond', located('peak of transactions per second'), ANY),
  quantity('jurisdictions.*.typicalLoad', located('typical load'), ANY),
  replacedValue(
    'jurisdictions.*.hosts.*',
    (keys) => say`public host of ${keyAt(keys, 0)} ${keyAt(keys, 1)}`,
    'replacement',
  ),
];
