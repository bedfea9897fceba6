import { z } from 'zod';

const connection = {
  /** `host:port`, comma-separated: the brokers' own names, which their certificates bear. Goes before KAFKA_BOOTSTRAP_SERVERS. */
  bootstrap: z.string().min(1).optional(),
  /** Authority of the brokers' certificates in PEM, when it is not a public one. */
  ca: z.string().min(1).optional(),
};

const password = z.strictObject({
  ...connection,
  mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']),
  username: z.string().min(1),
  password: z.string().min(1),
});

/** The identity that the cloud gives to the pod; nothing here is secret. */
const cloudIdentity = z.discriminatedUnion('identity', [
  z.strictObject({
    ...connection,
    mechanism: z.literal('OAUTHBEARER'),
    identity: z.literal('aws'),
    region: z.string(),
  }),
  z.strictObject({ ...connection, mechanism: z.literal('OAUTHBEARER'), identity: z.literal('gcp') }),
]);

/** How a program proves to Kafka who it is; the value of the secret `kafka`, as JSON. Always over TLS. */
export const kafkaCredentials = z.discriminatedUnion('mechanism', [password, cloudIdentity]);

export type KafkaCredentials = z.infer<typeof kafkaCredentials>;
export type CloudKafkaIdentity = z.infer<typeof cloudIdentity>;

/** @throws Error that never shows the secret */
export function parseKafkaCredentials(text: string): KafkaCredentials {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('KAFKA_CREDENTIALS is not JSON');
  }
  const parsed = kafkaCredentials.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, code }) => `${path.join('.') || '(whole)'}: ${code}`);
  throw new Error(`KAFKA_CREDENTIALS: ${wrong.join('; ')}`);
}
