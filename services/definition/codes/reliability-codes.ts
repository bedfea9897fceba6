/** Error codes about reliability. */
export const reliabilityCodes = {
  'slo-required': {
    title: 'A service of tier 0 to 2 has no objective',
    why: 'Alerts and canaries judge by it.',
    fix: 'add slo',
  },
  'recovery-required': {
    title: 'A service of tier 0 or 1 has no recovery targets',
    why: 'Standby and drills need a number.',
    fix: 'add recovery: {rto: 15m, rpo: 5s}',
  },
  'capacity-required': {
    title: 'A service of tier 0 or 1 has no measured capacity',
    why: 'Nothing proves that the surviving cloud carries the load.',
    fix: 'add capacity',
  },
  'slo-ceiling': {
    title: 'An objective promises at least what its critical dependencies do',
    why: 'In series, availabilities multiply: the product is a ceiling.',
    fix: 'set critical: false or lower the target',
  },
  'slo-own-budget': {
    title: 'Critical dependencies leave the service less than a fifth of its error budget',
    why: 'The first own mistake breaks the promise.',
    fix: 'lower the target',
  },
  'alert-unreachable': {
    title: 'The page-level alert of an objective can never fire',
    why: 'It fires at 14.4 times the error budget, which is more than every request at 93.05 % or less.',
    fix: 'raise the target',
  },
  'min-requests': {
    title: 'One bad request alone would page',
    why: 'Below 1/(14.4 × error budget) requests an hour, a single one exceeds the page-level burn rate: 694 at 99.99 %.',
    fix: 'set minRequestsPerHour',
  },
  'canary-samples': {
    title: 'A canary judges by too few requests',
    why: 'Seeing one error at the page-level rate with 95 % probability takes ln 0.05 / ln(1 − rate) requests: 2079 at 99.99 %.',
    fix: 'raise minSamples',
  },
  'canary-traffic': {
    title: 'No location has the traffic that the canary analysis waits for',
    why: 'Every held step must see minSamples requests in at least one location.',
    fix: 'hold the step longer or raise its weight',
  },
  'rollout-steps': {
    title: 'Canary steps do not ascend to 100',
    why: 'Each step shifts more traffic, and the last one all of it.',
    fix: 'order the weights and end with 100',
  },
  'disruption-budget': {
    title: 'A disruption may take every replica',
    why: 'The minimum must stay above pdb.maxUnavailable, in every environment.',
    fix: 'raise scaling.min',
  },
  'scaling-bounds': { title: 'A minimum is above its maximum', why: 'The autoscaler refuses it.', fix: 'swap the two' },
  'recovery-backup': {
    title: 'A recovery target has no backup behind it',
    why: 'Point-in-time recovery must reach back at least a day.',
    fix: 'set backup.pitr',
  },
  'cdc-pooler': {
    title: 'Change data capture runs through a transaction pooler',
    why: 'Logical decoding needs a session of its own.',
    fix: 'set via: direct',
  },
  'pooler-connections': {
    title: 'The pooler opens or admits more connections than there are',
    why: 'At full load on the surviving cloud the database must still accept them.',
    fix: 'lower poolSize or connectionsPerReplica',
  },
  'retention-order': {
    title: 'A lower retention limit is above the upper one',
    why: 'Nothing can be kept for that long and that short.',
    fix: 'swap the two',
  },
} as const;
