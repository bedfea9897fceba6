import { shownValue } from '../difference.js';
import { say } from '../sentence.js';
import { fromTo, keyAt, presence, quantity, replacedValue, said, type SentenceRule } from './sentence-rule.js';

const of = (what: string) => (keys: readonly string[]) => [...say`${keyAt(keys, 0)}`, `: ${what}`];
const ANY = { larger: 'capacity', smaller: 'capacity' } as const;

/** Services as such: that they exist, where, how large, with which secrets and promises. */
export const serviceRules: readonly SentenceRule[] = [
  presence('services.*', {
    added: ({ keys }, { tier, compliance, metadata }) =>
      said(
        'other',
        say`service ${keyAt(keys, 0)} is new: tier ${shownValue(tier)}, ${shownValue(field(compliance, 'dataClass'))} data, PCI scope ${shownValue(
          field(compliance, 'pciScope'),
        )}, owned by ${shownValue(field(metadata, 'owner'))}`,
      ),
    removed: ({ keys }) => said('replacement', say`service ${keyAt(keys, 0)} is removed`),
  }),
  presence('services.*.locations', {
    added: ({ keys, after }) => said('other', say`${keyAt(keys, 0)} now runs in ${shownValue(after)}`),
    removed: ({ keys, before, platforms }) => {
      const service = platforms.before?.services.find(({ name }) => name === keys[0]);
      const stored = service?.data.postgres !== null && service?.data.postgres !== undefined;
      return stored
        ? said('data-loss', say`${keyAt(keys, 0)} no longer runs in ${shownValue(before)} and loses its database there`)
        : said('capacity', say`${keyAt(keys, 0)} no longer runs in ${shownValue(before)}`);
    },
  }),
  quantity('services.*.scaling.min', of('fewest replicas'), ANY),
  quantity('services.*.scaling.max', of('most replicas'), ANY),
  quantity('services.*.scaling.pdb.maxUnavailable', of('replicas that may be missing'), ANY),
  quantity('services.*.runtime.resources.cpuMillicores', of('CPU of a replica'), ANY, 'millicores'),
  quantity('services.*.runtime.resources.memoryMib', of('memory of a replica'), ANY, 'MiB'),
  replacedValue('services.*.runtime.image.digest', of('image'), 'other'),
  replacedValue('services.*.runtime.image.repository', of('image repository'), 'widening'),
  presence(
    'services.*.secrets.*',
    {
      added: ({ keys }, { path }) =>
        said('widening', say`${keyAt(keys, 0)} may now read secret ${keyAt(keys, 1)} (${shownValue(path)})`),
      removed: ({ keys }) => said('other', say`${keyAt(keys, 0)} no longer reads secret ${keyAt(keys, 1)}`),
    },
    { evenWithParent: true },
  ),
  quantity(
    'services.*.secrets.*.rotateDays',
    (keys) => say`${keyAt(keys, 0)}: days until secret ${keyAt(keys, 1)} is rotated`,
    { larger: 'widening', smaller: 'other' },
  ),
  replacedValue('services.*.compliance.dataClass', of('data class'), 'widening'),
  replacedValue('services.*.compliance.pciScope', of('PCI scope'), 'widening'),
  presence('services.*.compliance.residency', {
    added: ({ keys, after }) => said('widening', say`${keyAt(keys, 0)} may now hold data of ${shownValue(after)}`),
    removed: ({ keys, before }) =>
      said('other', say`${keyAt(keys, 0)} may no longer hold data of ${shownValue(before)}`),
  }),
  quantity(
    'services.*.compliance.retention.maxDays',
    of('longest retention'),
    { larger: 'other', smaller: 'data-loss' },
    'days',
  ),
  presence(
    'services.*.exceptions.*',
    {
      added: ({ keys }, { reason }) =>
        said('posture', say`${keyAt(keys, 0)} asks for an exception from ${keyAt(keys, 1)}: ${shownValue(reason)}`),
      removed: ({ keys }) => said('other', say`${keyAt(keys, 0)} needs no exception from ${keyAt(keys, 1)} any more`),
    },
    { evenWithParent: true },
  ),
  presence('services.*.flags.*', {
    added: ({ keys }, { value }) =>
      said('other', say`${keyAt(keys, 0)}: flag ${keyAt(keys, 1)} is new, ${shownValue(value)}`),
    removed: ({ keys }) => said('other', say`${keyAt(keys, 0)}: flag ${keyAt(keys, 1)} is removed`),
  }),
  {
    at: 'services.*.flags.*.value',
    say: (changed) => fromTo('other', say`${keyAt(changed.keys, 0)}: flag ${keyAt(changed.keys, 1)}`, changed),
  },
  replacedValue('services.*.metadata.owner', of('owner'), 'other'),
  replacedValue('services.*.metadata.description', of('description'), 'other'),
  replacedValue('services.*.tier', of('tier'), 'other'),
];

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
