/** What money is spent on; levers and totals go by these. */
export const CATEGORIES = [
  'compute',
  'cluster',
  'data',
  'streaming',
  'storage',
  'logs',
  'security',
  'network',
  'cross-zone-traffic',
  'internet-egress',
  'cross-cloud-egress',
  'edge',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** Who sends the invoice. */
export const PROVIDERS = ['aws', 'gcp', 'cloudflare', 'confluent'] as const;

export type Provider = (typeof PROVIDERS)[number];

/** Hours of a month as the providers' own calculators count them: 8,760 a year by twelve. */
export const HOURS_A_MONTH = 730;
export const SECONDS_A_MONTH = HOURS_A_MONTH * 3_600;
