import type { Service } from '../../../services/definition/platform.js';

/** A service that asks for Redis, with what it asks for. */
export interface CachedService {
  readonly service: Service;
  readonly redis: NonNullable<Service['data']['redis']>;
}

export function cachedServices(services: readonly Service[]): readonly CachedService[] {
  return services.flatMap((service) => {
    const { redis } = service.data;
    return redis === null ? [] : [{ service, redis }];
  });
}
