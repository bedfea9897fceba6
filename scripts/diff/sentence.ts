/** A word of ours, or a value that somebody wrote; only the renderers decide how a value is shown. */
export type Part = string | { readonly value: string };

/** One statement of a comparison, with written values kept apart from words, so that no value can become markup. */
export type Sentence = readonly Part[];

const LONGEST_VALUE = 160;

/** say`${caller} may now call ${callee}`: strings are values, numbers and sentences become part of the words. */
export function say(words: TemplateStringsArray, ...values: readonly (string | number | Sentence)[]): Sentence {
  return words.flatMap((word, index): Part[] => {
    const value = values[index];
    const rendered: readonly Part[] =
      value === undefined
        ? []
        : typeof value === 'string'
          ? [{ value: shown(value) }]
          : typeof value === 'number'
            ? [value.toLocaleString('en')]
            : value;
    return word === '' ? [...rendered] : [word, ...rendered];
  });
}

/** Words of ours as a sentence, such as a count with its noun. */
export const words = (text: string): Sentence => [text];

/** Several values, separated by commas. */
export function values(list: readonly string[]): Sentence {
  return list.flatMap((value, index): Part[] => [...(index === 0 ? [] : [', ']), { value: shown(value) }]);
}

/** The sentence as one line of text for a terminal. */
export const plainText = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.value)).join('');

/** Control and direction characters become visible; a long value is cut. */
function shown(value: string): string {
  const cut = [...value].slice(0, LONGEST_VALUE);
  const visible = cut.map((char) => (INVISIBLE.test(char) ? codePoint(char) : char)).join('');
  return [...visible].length > LONGEST_VALUE || cut.join('') !== value
    ? `${[...visible].slice(0, LONGEST_VALUE).join('')}…`
    : visible;
}

// Cc: control characters and escape sequences of terminals; Cf: direction overrides and joiners; the others break lines.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const codePoint = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
