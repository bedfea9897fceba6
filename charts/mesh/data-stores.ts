import { dataStoreHost, POOLER_PORT, POSTGRES_PORT, REDIS_PORT } from '../../services/definition/names.js';
import type { Location } from '../../services/definition/platform.js';
import type { Placement } from '../placement.js';

/** A store of a service as its network sees it. */
export interface DataStore {
  readonly store: 'postgres' | 'redis';
  readonly host: string;
  readonly ports: readonly number[];
  readonly networks: readonly string[];
}

/** The declared stores of a service. PostgreSQL answers twice: the pooler for requests, the server for migrations. */
export function dataStores({ platform, location, service }: Placement): DataStore[] {
  const networks = dataNetworks(location);
  const host = (store: DataStore['store']): string =>
    dataStoreHost(store, service.name, location.name, platform.environment.domain);
  const stores: DataStore[] = [];
  if (service.data.postgres !== null)
    stores.push({ store: 'postgres', host: host('postgres'), ports: [POSTGRES_PORT, POOLER_PORT], networks });
  if (service.data.redis !== null) stores.push({ store: 'redis', host: host('redis'), ports: [REDIS_PORT], networks });
  return stores;
}

/** Where stores have their addresses: subnets without a way to the internet on AWS, the location's own range on Google Cloud. */
export function dataNetworks(location: Location): string[] {
  if (location.cloud === 'gcp') return [location.addresses.network];
  return location.subnets.filter(({ tier }) => tier === 'isolated').map(({ cidr }) => cidr);
}
