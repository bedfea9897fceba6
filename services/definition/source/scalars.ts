import { z } from 'zod';
import { CPU_PATTERN, DURATION_PATTERN, MEMORY_PATTERN, RATE_PATTERN } from './units.js';

/** The scalar types that definitions are written in; each states its pattern and an example of a right value. */
const pattern = (regex: RegExp, expected: string): z.ZodString => z.string().regex(regex, { error: expected });

export const duration = pattern(DURATION_PATTERN, 'a duration such as 250ms, 45s, 15m, 6h, 30d or 5y');
export const memory = pattern(MEMORY_PATTERN, 'a binary size such as 512Mi, 4Gi or 2Ti');
export const requestRate = pattern(RATE_PATTERN, 'a rate such as 20/s, 100/m or 5000/h');
export const cpu = z.union([
  z.number().positive().max(96),
  pattern(CPU_PATTERN, 'cores such as 2 or thousandths such as 250m'),
]);
export const dnsLabel = pattern(
  /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/,
  'a lower-case DNS label of at most 40 characters, such as payment-links',
);
export const hostname = pattern(
  /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
  'a host name such as api.example.com',
);
export const topicName = pattern(
  /^[a-z][-a-z0-9]*\.[a-z][-a-z0-9]*$/,
  '<service>.<event>, such as ledger.transfer-posted',
);
export const isoDate = pattern(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date such as 2027-06-30').refine(
  isCalendarDay,
  { error: 'a date such as 2027-06-30' },
);
export const digest = pattern(/^sha256:[0-9a-f]{64}$/, 'sha256: followed by 64 lower-case hex digits');
export const httpPath = pattern(
  /^\/[A-Za-z0-9._~\-/{}]*\*?$/,
  'an absolute path such as /v1/accounts or /v1/accounts/*',
);
export const methodAndPath = pattern(
  /^(GET|HEAD|POST|PUT|PATCH|DELETE) (\/([A-Za-z0-9._~-]+|\{[a-z_]+\}|\*))+$/,
  'a method and a path, such as "GET /v1/accounts/*"',
);
export const rpcName = pattern(
  /^[a-zA-Z][\w.]*\/[A-Z]\w*$/,
  'a gRPC method such as finflow.ledger.v1.Ledger/GetAccount',
);
export const environmentVariable = pattern(/^[A-Z][A-Z0-9_]*$/, 'an environment variable such as DATABASE_URL');
export const cidr = pattern(
  /^(\d{1,3}\.){3}\d{1,3}\/([89]|1\d|2[0-8])$/,
  'an IPv4 range such as 10.16.0.0/16, between /8 and /28',
);
export const cron = pattern(/^(\S+ ){4}\S+$/, 'a five-field cron schedule such as "0 22 * * 5"');

export const dataClasses = ['public', 'internal', 'confidential', 'restricted'] as const;
export const dataClass = z.enum(dataClasses);
export type DataClass = (typeof dataClasses)[number];

export const jurisdictionNames = ['us', 'eu'] as const;
export const jurisdictionName = z.enum(jurisdictionNames);
export type JurisdictionName = (typeof jurisdictionNames)[number];

export const environmentNames = ['local', 'staging', 'production'] as const;
export const environmentName = z.enum(environmentNames);
export type EnvironmentName = (typeof environmentNames)[number];

/** 30 February has the right form and is no day. */
function isCalendarDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Kubernetes versions whose cluster add-ons are pinned; a new one needs its row in stacks/aws/cluster/add-on-versions.ts. */
export const kubernetesVersions = ['1.33'] as const;
export type KubernetesVersion = (typeof kubernetesVersions)[number];
