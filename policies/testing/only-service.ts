import type { DeclaredPlatform, DeclaredService } from '../engine/intent-schema.js';
import { exampleIntent } from './example-intent.js';

/** The example environment with one service in one location, changed as told; calls between services stay. */
export function onlyService(
  name: string,
  location: string,
  change: Partial<DeclaredService> = {},
  others: readonly string[] = [],
): DeclaredPlatform {
  const whole = exampleIntent();
  const kept = whole.services
    .filter((service) => service.name === name || others.includes(service.name))
    .map((service) => ({ ...service, locations: service.name === name ? [location] : [] }));
  return {
    ...whole,
    services: kept.map((service) => (service.name === name ? { ...service, ...change } : service)),
  };
}
