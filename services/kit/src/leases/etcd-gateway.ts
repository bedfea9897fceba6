import { z } from 'zod';

/** A key's value with what a compare needs. */
export interface EtcdEntry {
  readonly value: string;
  readonly modRevision: string;
  /** Lease that the key dies with; undefined when it stays. */
  readonly leaseId: string | undefined;
}

/** Puts several keys if nothing they depend on has changed. */
export interface EtcdTransaction {
  /** Key and the revision that it must still have; `0` for a key that must not exist. */
  readonly unchanged: readonly { readonly key: string; readonly modRevision: string }[];
  readonly puts: readonly { readonly key: string; readonly value: string; readonly leaseId?: string }[];
}

/** The part of etcd's JSON gateway (v3) that leases need. Every call throws when no endpoint answers in time. */
export interface EtcdGateway {
  /** Seconds; etcd gives a lease at least what it was asked for. */
  readonly grantLease: (ttlSeconds: number) => Promise<string>;
  /** Seconds that the lease has from now on; undefined when it has run out. */
  readonly keepAlive: (leaseId: string) => Promise<number | undefined>;
  readonly get: (key: string) => Promise<EtcdEntry | undefined>;
  /** Whether the puts happened. */
  readonly commit: (transaction: EtcdTransaction) => Promise<boolean>;
}

const granted = z.object({ ID: z.string(), TTL: z.string() });
const kept = z.object({ result: z.object({ TTL: z.string().optional() }) });
const range = z.object({
  kvs: z
    .array(z.object({ value: z.string().default(''), mod_revision: z.string(), lease: z.string().optional() }))
    .default([]),
});
const committed = z.object({ succeeded: z.boolean().default(false) });

/** @param endpoints tried in order, such as `https://witness-1.example:2379` */
export function connectEtcd(endpoints: readonly string[], timeoutMs: number): EtcdGateway {
  const call = async <T>(path: string, body: object, schema: z.ZodType<T>): Promise<T> => {
    const failures: unknown[] = [];
    for (const endpoint of endpoints) {
      try {
        const response = await fetch(new URL(path, endpoint), {
          method: 'POST',
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (!response.ok) throw new Error(`${endpoint} answered ${response.status}`);
        return schema.parse(JSON.parse(await firstLine(response)));
      } catch (error) {
        failures.push(error);
      }
    }
    throw new AggregateError(failures, 'no witness answered');
  };
  return {
    grantLease: async (ttlSeconds) => (await call('/v3/lease/grant', { TTL: String(ttlSeconds) }, granted)).ID,
    keepAlive: async (leaseId) => {
      const { result } = await call('/v3/lease/keepalive', { ID: leaseId }, kept);
      const seconds = Number(result.TTL ?? 0);
      return seconds > 0 ? seconds : undefined;
    },
    get: async (key) => {
      const { kvs } = await call('/v3/kv/range', { key: base64(key) }, range);
      const [entry] = kvs;
      if (entry === undefined) return undefined;
      const leaseId = entry.lease === undefined || entry.lease === '0' ? undefined : entry.lease;
      return { value: Buffer.from(entry.value, 'base64').toString('utf8'), modRevision: entry.mod_revision, leaseId };
    },
    commit: async ({ unchanged, puts }) => {
      const compare = unchanged.map(({ key, modRevision }) => ({
        key: base64(key),
        target: 'MOD',
        result: 'EQUAL',
        mod_revision: modRevision,
      }));
      const success = puts.map(({ key, value, leaseId }) => ({
        request_put: { key: base64(key), value: base64(value), ...(leaseId === undefined ? {} : { lease: leaseId }) },
      }));
      return (await call('/v3/kv/txn', { compare, success }, committed)).succeeded;
    },
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Keep-alive is a stream: its first line is the answer. */
async function firstLine(response: Response): Promise<string> {
  const [line = ''] = (await response.text()).split('\n');
  return line;
}
