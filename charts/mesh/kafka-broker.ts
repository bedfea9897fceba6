import type { Placement } from '../placement.js';
import { dataNetworks } from './data-stores.js';

/** The location's Kafka as a service's network sees it. */
export interface KafkaBroker {
  readonly host: string;
  readonly port: number;
  readonly networks: readonly string[];
}

/** Undefined for a service that neither produces nor consumes. */
export function kafkaBroker({ platform, location, service }: Placement): KafkaBroker | undefined {
  if (service.kafka.produces.length === 0 && service.kafka.consumes.length === 0) return undefined;
  const bootstrap = platform.environment.kafka.bootstrap[location.name];
  if (bootstrap === undefined) throw new RangeError(`${location.name} has no Kafka bootstrap address`);
  const [host = '', port = ''] = bootstrap.split(':');
  return { host, port: Number(port), networks: dataNetworks(location) };
}
