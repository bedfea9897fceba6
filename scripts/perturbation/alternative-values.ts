import { alternatives, type JsonSchema } from './json-schema.js';

const STEPS = [1, -1, 10, -10, 0.1, -0.1, 0.01, -0.01] as const;

/**
 * Other values that may stand where a value stands, likeliest to be accepted first.
 *
 * They follow the schema's choices and the value's own shape; whether one is accepted is for the schema and the checks to say.
 */
export function alternativeValues(value: unknown, schemas: readonly JsonSchema[], seen: readonly unknown[]): unknown[] {
  const choices = schemas.flatMap(alternatives).flatMap((schema) => [...(schema.enum ?? []), ...constant(schema)]);
  const candidates = [...choices, ...shaped(value), ...seen];
  return [...new Set(candidates)].filter((candidate) => candidate !== value);
}

function constant(schema: JsonSchema): readonly unknown[] {
  return schema.const === undefined ? [] : [schema.const];
}

function shaped(value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return shapedNumbers(value);
  return typeof value === 'string' ? shapedTexts(value) : [];
}

function shapedNumbers(value: number): number[] {
  const scaled = [value * 2, Math.round(value / 2)];
  return [...STEPS.map((step) => rounded(value + step)), ...scaled, rounded((value + 100) / 2)];
}

function shapedTexts(value: string): string[] {
  return [
    ...otherNumbers(value),
    ...[...value.matchAll(/[a-z]/g)].slice(-1).map(({ index }) => replaceAt(value, index, nextLetter(value[index]))),
    `${value}x`,
    `${value}/x`,
    `${value}-x`,
    `${value} and more`,
    `x${value}`,
    value.replace('.', '-x.'),
    value.replace(/\.md$/, '-x.md'),
    value.replace(/@([a-z]+)/, '@$1x'),
  ];
}

/** Each number inside the text, raised, lowered and doubled: durations, sizes, addresses, dates and digests. */
function otherNumbers(value: string): string[] {
  return [...value.matchAll(/\d+/g)].flatMap(({ 0: digits, index }) =>
    [Number(digits) + 1, Number(digits) - 1, Number(digits) * 2, Number(digits) + 100]
      .filter((number) => number >= 0 && Number.isSafeInteger(number))
      .map((number) => String(number).padStart(digits.length, '0'))
      .map((text) => value.slice(0, index) + text + value.slice(index + digits.length)),
  );
}

function nextLetter(letter = 'a'): string {
  return letter === 'f' ? 'a' : letter === 'z' ? 'a' : String.fromCharCode(letter.charCodeAt(0) + 1);
}

function replaceAt(text: string, index: number, letter: string): string {
  return text.slice(0, index) + letter + text.slice(index + 1);
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
