import { expect, it } from 'vitest';
import { differences } from './difference.js';

const paths = (before: unknown, after: unknown): string[] =>
  differences(before, after).map(
    ({ path, before: old, after: young }) => `${path.join('.')} ${JSON.stringify([old, young])}`,
  );

it.each<[string, unknown, unknown, string[]]>([
  ['nothing', { a: [1, { b: null }] }, { a: [1, {}] }, []],
  ['a value', { a: { b: 1 } }, { a: { b: 2 } }, ['a.b [1,2]']],
  ['an object that came', { a: null }, { a: { b: 1 } }, ['a [null,{"b":1}]']],
  ['members of a set', { a: ['x', 'y'] }, { a: ['y', 'z'] }, ['a ["x",null]', 'a [null,"z"]']],
  ['the order of a set', { a: ['x', 'y'] }, { a: ['y', 'x'] }, ['a [["x","y"],["y","x"]]']],
  [
    'elements by name, not by place',
    { a: [{ name: 'x', v: 1 }] },
    { a: [{ name: 'w' }, { name: 'x', v: 2 }] },
    ['a.x.v [1,2]', 'a.w [null,{"name":"w"}]'],
  ],
  ['elements without names', { a: [{ v: 1 }] }, { a: [{ v: 2 }] }, ['a [[{"v":1}],[{"v":2}]]']],
])('finds %s', (_, before, after, expected) => {
  expect(paths(before, after)).toEqual(expected);
});
