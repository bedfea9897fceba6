import { z } from 'zod';

/** How a program proves to Kafka who it is; the value of the secret `kafka`, as JSON. Always over TLS. */
export const kafkaCredentials = z.strictObject({
  mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']),
  username: z.string().min(1),
  password: z.string().min(1),
  /** Authority of the brokers' certificates in PEM, when it is not a public one. */
  ca: z.string().min(1).optional(),
});

export type KafkaCredentials = z.infer<typeof kafkaCredentials>;

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
