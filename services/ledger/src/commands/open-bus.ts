import { ConfigurationError } from '../../../kit/src/configuration/read-configuration.js';
import type { EventBus } from '../../../kit/src/events/event.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { type KafkaCredentials, parseKafkaCredentials } from '../../../kit/src/messaging/kafka-credentials.js';
import { connectKafka } from '../../../kit/src/messaging/kafka-bus.js';
import { createMemoryBus } from '../../../kit/src/messaging/memory-bus.js';
import type { LedgerEnvironment } from '../settings.js';

/**
 * Kafka where it is named, otherwise a bus inside this process.
 *
 * @throws ConfigurationError for credentials that cannot be used
 */
export function openBus(
  { KAFKA_BOOTSTRAP_SERVERS, KAFKA_CREDENTIALS, POD_NAME, ...environment }: LedgerEnvironment,
  logger: Logger,
): EventBus {
  const credentialsUrl = environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  const tokenFile = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  if (KAFKA_BOOTSTRAP_SERVERS === undefined) return createMemoryBus(logger);
  return connectKafka({
    bootstrap: KAFKA_BOOTSTRAP_SERVERS,
    clientId: POD_NAME ?? 'ledger',
    credentials: KAFKA_CREDENTIALS === undefined ? undefined : credentialsOf(KAFKA_CREDENTIALS),
    podIdentity: credentialsUrl === undefined || tokenFile === undefined ? undefined : { credentialsUrl, tokenFile },
    logger,
  });
}

function credentialsOf(text: string): KafkaCredentials {
  try {
    return parseKafkaCredentials(text);
  } catch (error) {
    throw new ConfigurationError([error instanceof Error ? error.message : 'KAFKA_CREDENTIALS cannot be read']);
  }
}
