import { isObject, shownValue } from '../difference.js';
import { say, values } from '../sentence.js';
import { keyAt, presence, said, type SentenceRule } from './sentence-rule.js';

/** Who may call whom, and what may be called outside. */
export const callRules: readonly SentenceRule[] = [
  // A caller that came or went: each of its calls is said.
  { at: 'calls.*', say: () => undefined },
  presence(
    'calls.*.*',
    {
      added: ({ keys }, { kind, operations }) =>
        said(
          'widening',
          kind === 'external'
            ? say`${keyAt(keys, 0)} may now call ${keyAt(keys, 1)} outside of the platform`
            : say`${keyAt(keys, 0)} may now call ${keyAt(keys, 1)} ${operationsOf(operations)}`,
        ),
      removed: ({ keys }) => said('other', say`${keyAt(keys, 0)} no longer needs ${keyAt(keys, 1)}`),
    },
    { evenWithParent: true },
  ),
  presence('calls.*.*.operations', {
    added: ({ keys, after }) =>
      said('widening', say`${keyAt(keys, 0)} may now call ${keyAt(keys, 1)} ${shownValue(after)}`),
    removed: ({ keys, before }) =>
      said('other', say`${keyAt(keys, 0)} may no longer call ${keyAt(keys, 1)} ${shownValue(before)}`),
  }),
  {
    at: 'calls.*.*.critical',
    say: ({ keys, after }) =>
      said(
        'other',
        after === true
          ? say`${keyAt(keys, 0)} does not work without ${keyAt(keys, 1)} any more`
          : say`${keyAt(keys, 0)} works without ${keyAt(keys, 1)} from now on`,
      ),
  },
  presence('externals.*', {
    added: ({ keys }, { hosts }) =>
      said('widening', say`third party ${keyAt(keys, 0)} is registered with ${listOf(hosts)}`),
    removed: ({ keys }) => said('other', say`third party ${keyAt(keys, 0)} is no longer registered`),
  }),
  presence('externals.*.hosts', {
    added: ({ keys, after }) =>
      said('widening', say`third party ${keyAt(keys, 0)} may be reached at ${shownValue(after)}`),
    removed: ({ keys, before }) =>
      said('other', say`third party ${keyAt(keys, 0)} is no longer reached at ${shownValue(before)}`),
  }),
];

/** What the internet may reach. */
export const publicRouteRules: readonly SentenceRule[] = [
  presence(
    'services.*.expose.public.*',
    {
      added: ({ keys }, { methods, anonymous }) =>
        said(
          'widening',
          say`the internet may now call ${keyAt(keys, 0)} at ${keyAt(keys, 1)} with ${listOf(methods)}${
            anonymous === true ? [', without signing in'] : []
          }`,
        ),
      removed: ({ keys }) => said('other', say`the internet may no longer call ${keyAt(keys, 0)} at ${keyAt(keys, 1)}`),
    },
    { evenWithParent: true },
  ),
  presence('services.*.expose.public.*.methods', {
    added: ({ keys, after }) =>
      said('widening', say`the internet may now ${shownValue(after)} ${keyAt(keys, 0)} at ${keyAt(keys, 1)}`),
    removed: ({ keys, before }) =>
      said('other', say`the internet may no longer ${shownValue(before)} ${keyAt(keys, 0)} at ${keyAt(keys, 1)}`),
  }),
  {
    at: 'services.*.expose.public.*.anonymous',
    say: ({ keys, after }) =>
      after === true
        ? said('widening', say`${keyAt(keys, 0)} at ${keyAt(keys, 1)} answers without signing in`)
        : said('other', say`${keyAt(keys, 0)} at ${keyAt(keys, 1)} answers only who has signed in`),
  },
  {
    at: 'services.*.expose.public.*.waf',
    say: ({ keys, after }) =>
      said(
        after === 'standard' ? 'widening' : 'other',
        say`the firewall in front of ${keyAt(keys, 0)} at ${keyAt(keys, 1)} becomes ${shownValue(after)}`,
      ),
  },
  ...(['requests', 'periodSeconds'] as const).map((field): SentenceRule => ({
    at: `services.*.expose.public.*.rateLimit.${field}`,
    say: ({ keys, before, after }) =>
      said(
        Number(after) > Number(before) === (field === 'requests') ? 'widening' : 'other',
        say`the rate limit of ${keyAt(keys, 0)} at ${keyAt(keys, 1)} has ${shownValue(after)} instead of ${shownValue(before)} ${
          field === 'requests' ? ['requests'] : ['seconds']
        }`,
      ),
  })),
];

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map((member) => (isObject(member) ? JSON.stringify(member) : String(member))) : [];

const listOf = (value: unknown) => values(textsIn(value));

const operationsOf = (value: unknown) => (textsIn(value).length === 0 ? ['without any operation'] : listOf(value));
