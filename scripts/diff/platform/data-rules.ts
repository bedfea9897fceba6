import type { PlainObject } from '../difference.js';
import { shownValue } from '../difference.js';
import { say } from '../sentence.js';
import { fromTo, keyAt, presence, quantity, replacedValue, said, type SentenceRule } from './sentence-rule.js';

const database = (keys: readonly string[]) => say`the database of ${keyAt(keys, 0)}`;
const topic = (keys: readonly string[]) => say`topic ${keyAt(keys, 0)}`;

/** Databases and caches of services. */
export const storeRules: readonly SentenceRule[] = [
  presence(
    'services.*.data.postgres',
    {
      added: ({ keys }, { version, size }) =>
        said(
          'other',
          say`${keyAt(keys, 0)} gets a database, PostgreSQL ${shownValue(version)} of size ${shownValue(size)}`,
        ),
      removed: ({ keys }) => said('data-loss', say`${keyAt(keys, 0)} loses its database`),
    },
    { evenWithParent: true },
  ),
  {
    at: 'services.*.data.postgres.deletionProtection',
    say: ({ keys, after }) =>
      after === true
        ? said('other', say`${database(keys)} is protected against deletion`)
        : said('widening', say`${database(keys)} may be deleted from now on`),
  },
  presence('services.*.data.postgres.protectedFields', {
    added: ({ keys, after }) => said('other', say`${keyAt(keys, 0)} protects ${shownValue(after)} before storing it`),
    removed: ({ keys, before }) => said('widening', say`${keyAt(keys, 0)} stores ${shownValue(before)} unprotected`),
  }),
  replacedValue(
    'services.*.data.postgres.version',
    (keys) => say`${database(keys)}: PostgreSQL version`,
    'replacement',
  ),
  {
    at: 'services.*.data.postgres.sharding',
    say: (changed) => fromTo('replacement', say`${database(changed.keys)}: how it is sharded`, changed),
  },
  replacedValue(
    'services.*.data.postgres.sharding.by',
    (keys) => say`${database(keys)}: distribution column`,
    'replacement',
  ),
  replacedValue('services.*.data.postgres.sharding.shards', (keys) => say`${database(keys)}: shards`, 'replacement'),
  replacedValue('services.*.data.postgres.ha', (keys) => say`${database(keys)}: availability`, 'capacity'),
  replacedValue('services.*.data.postgres.size', (keys) => say`${database(keys)}: size`, 'capacity'),
  quantity(
    'services.*.data.postgres.storageMib',
    (keys) => say`${database(keys)}: volume`,
    { larger: 'capacity', smaller: 'replacement' },
    'MiB',
  ),
  quantity(
    'services.*.data.postgres.backup.pitrHours',
    (keys) => say`${database(keys)}: window of point-in-time recovery`,
    { larger: 'other', smaller: 'data-loss' },
    'hours',
  ),
  presence(
    'services.*.data.redis',
    {
      added: ({ keys }) => said('other', say`${keyAt(keys, 0)} gets a cache`),
      removed: ({ keys }, { persistence }) =>
        said(persistence === 'none' ? 'replacement' : 'data-loss', say`${keyAt(keys, 0)} loses its cache`),
    },
    { evenWithParent: true },
  ),
  replacedValue(
    'services.*.data.redis.persistence',
    (keys) => say`the cache of ${keyAt(keys, 0)}: persistence`,
    'replacement',
  ),
  quantity(
    'services.*.data.redis.memoryMib',
    (keys) => say`the cache of ${keyAt(keys, 0)}: memory`,
    {
      larger: 'capacity',
      smaller: 'capacity',
    },
    'MiB',
  ),
];

/** Topics, and who reads them. */
export const topicRules: readonly SentenceRule[] = [
  presence('topics.*', {
    added: ({ keys }, { dataClass }) =>
      said('other', say`${topic(keys)} is new and holds ${shownValue(dataClass)} data`),
    removed: ({ keys }) => said('data-loss', say`${topic(keys)} is removed with what it holds`),
  }),
  quantity('topics.*.partitions', (keys) => say`${topic(keys)}: partitions`, {
    larger: 'capacity',
    smaller: 'data-loss',
  }),
  quantity(
    'topics.*.retentionHours',
    (keys) => say`${topic(keys)}: retention`,
    { larger: 'capacity', smaller: 'data-loss' },
    'hours',
  ),
  replacedValue('topics.*.dataClass', (keys) => say`${topic(keys)}: data class`, 'widening'),
  presence('topics.*.producers', {
    added: ({ keys, after }) => said('widening', say`${shownValue(after)} may now write to ${topic(keys)}`),
    removed: ({ keys, before }) => said('other', say`${shownValue(before)} may no longer write to ${topic(keys)}`),
  }),
  presence(
    'services.*.kafka.consumes.*',
    {
      added: ({ keys }, consumes) => said('widening', say`${keyAt(keys, 0)} may now read topic ${topicOf(consumes)}`),
      removed: ({ keys }, consumes) => said('other', say`${keyAt(keys, 0)} no longer reads topic ${topicOf(consumes)}`),
    },
    { evenWithParent: true },
  ),
];

const topicOf = ({ topic: name, group }: PlainObject) => say`${shownValue(name)} as group ${shownValue(group)}`;

const kept = (what: string) => () => [what];
const SHORTER_LOSES = { larger: 'capacity', smaller: 'data-loss' } as const;

/** How long an environment keeps what it records. */
export const retentionRules: readonly SentenceRule[] = [
  quantity('environment.retention.auditLogsDays', kept('retention of audit logs'), SHORTER_LOSES, 'days'),
  quantity(
    'environment.retention.auditLogsHotDays',
    kept('searchable audit logs'),
    { larger: 'capacity', smaller: 'other' },
    'days',
  ),
  quantity('environment.retention.applicationLogsDays', kept('retention of application logs'), SHORTER_LOSES, 'days'),
  quantity('environment.retention.metricsDays', kept('retention of metrics'), SHORTER_LOSES, 'days'),
  quantity('environment.retention.tracesDays', kept('retention of traces'), SHORTER_LOSES, 'days'),
];
