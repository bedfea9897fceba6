import type { Platform } from '../../../services/definition/platform.js';
import { type PlainObject, isObject, shownValue } from '../difference.js';
import type { Risk } from '../comparison.js';
import { type Sentence, say, words } from '../sentence.js';

/** One difference of two platform views, with what its wildcards stand for. */
export interface Changed {
  /** What the `*` of the rule's pattern matched, in order. */
  readonly keys: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly platforms: { readonly before: Platform | undefined; readonly after: Platform | undefined };
  /** Resources that Terraform would destroy or replace in the stacks of a location. */
  readonly lostIn: (location: string) => number;
}

export interface Said {
  readonly risk: Risk;
  readonly sentence: Sentence;
}

/** How a change at one place of the platform is said, and what it puts at risk. */
export interface SentenceRule {
  /** Path of the view, `*` for one key: `services.*.scaling.min`. */
  readonly at: string;
  /** Said also when what it belongs to came or went as a whole. */
  readonly evenWithParent?: true;
  readonly say: (changed: Changed) => Said | undefined;
}

export const said = (risk: Risk, sentence: Sentence): Said => ({ risk, sentence });

/** A rule for something that comes, goes or becomes something else. */
export function presence(
  at: string,
  texts: {
    readonly added: (changed: Changed, after: PlainObject) => Said;
    readonly removed: (changed: Changed, before: PlainObject) => Said;
    readonly changed?: (changed: Changed) => Said;
  },
  options: Pick<SentenceRule, 'evenWithParent'> = {},
): SentenceRule {
  const object = (value: unknown): PlainObject => (isObject(value) ? value : { value });
  return {
    at,
    ...options,
    say: (changed) => {
      if (changed.before === undefined) return texts.added(changed, object(changed.after));
      if (changed.after === undefined) return texts.removed(changed, object(changed.before));
      return texts.changed?.(changed) ?? fromTo('other', say`${at}`, changed);
    },
  };
}

/** A rule for a number that gets larger or smaller: each direction has its own risk. */
export function quantity(
  at: string,
  subject: (keys: readonly string[]) => Sentence,
  risks: { readonly larger: Risk; readonly smaller: Risk },
  unit = '',
): SentenceRule {
  return {
    at,
    say: (changed) => {
      const risk = Number(changed.after) > Number(changed.before) ? risks.larger : risks.smaller;
      return fromTo(risk, subject(changed.keys), changed, unit);
    },
  };
}

/** A rule for any value that becomes another one, with one risk. */
export const replacedValue = (
  at: string,
  subject: (keys: readonly string[]) => Sentence,
  risk: Risk,
): SentenceRule => ({
  at,
  say: (changed) => fromTo(risk, subject(changed.keys), changed),
});

/** `<subject> changes from <before> to <after>`. */
export function fromTo(risk: Risk, subject: Sentence, { before, after }: Changed, unit = ''): Said {
  const shown = (value: unknown): Sentence => [...say`${shownValue(value)}`, ...(unit === '' ? [] : words(` ${unit}`))];
  if (before === undefined) return said(risk, say`${subject}: ${shown(after)} is added`);
  if (after === undefined) return said(risk, say`${subject}: ${shown(before)} is removed`);
  return said(risk, say`${subject}: ${shown(before)} becomes ${shown(after)}`);
}

/** A key that the rule's pattern has matched. */
export const keyAt = (keys: readonly string[], index: number): string => keys[index] ?? '';
