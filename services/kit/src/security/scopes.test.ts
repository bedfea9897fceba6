import { expect, test } from 'vitest';
import { missingScopes, parseScopes } from './scopes.js';

test.each([
  [undefined, []],
  ['', []],
  ['a', ['a']],
  ['a b:c d', ['a', 'b:c', 'd']],
])('%j is read', (claim, scopes) => {
  expect(parseScopes(claim)).toEqual(new Set(scopes));
});

test.each([[null], [7], [['a']], [' a'], ['a '], ['a  b'], ['a\tb'], ['a"'], ['a\\'], ['ä'], ['x'.repeat(129)]])(
  '%j is refused',
  (claim) => {
    expect(parseScopes(claim)).toBeUndefined();
  },
);

test('more than a hundred scopes are refused', () => {
  const scopes = (count: number): string => Array.from({ length: count }, (_, index) => `s${index}`).join(' ');
  expect(parseScopes(scopes(100))?.size).toBe(100);
  expect(parseScopes(scopes(101))).toBeUndefined();
});

test('every required scope is asked for', () => {
  const caller = { subject: 'alice', clientId: 'app', scopes: new Set(['a']) };
  expect(missingScopes(caller, ['a', 'b', 'A'])).toEqual(['b', 'A']);
});
