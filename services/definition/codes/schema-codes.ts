/** Error codes about schema. */
export const schemaCodes = {
  'unknown-key': {
    title: 'A key is not in the schema',
    why: 'A mistyped key would be ignored and its default used instead.',
    fix: 'rename replica to replicas',
  },
  'missing-key': {
    title: 'A required key is missing',
    why: 'The value has no sensible default.',
    fix: 'add owner: payments',
  },
  'wrong-type': {
    title: 'A value has the wrong type',
    why: 'The key holds another kind of value.',
    fix: 'write true instead of "yes"',
  },
  'wrong-format': {
    title: 'A text does not have the required form',
    why: 'The text becomes part of names or rules that accept only this form.',
    fix: 'write payment-links instead of Payment_Links',
  },
  'wrong-unit': {
    title: 'A quantity has the wrong unit or none',
    why: 'A number without its unit is read differently by every reader.',
    fix: 'write 250ms instead of 250',
  },
  'not-allowed': {
    title: 'A value is not one of the allowed ones',
    why: 'Only the listed values have a meaning.',
    fix: 'write restricted instead of secret',
  },
  'out-of-range': {
    title: 'A number, text or list is too small or too large',
    why: 'Outside the limits the value cannot work.',
    fix: 'write a number within the limits',
  },
} as const;
